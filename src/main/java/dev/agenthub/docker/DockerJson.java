package dev.agenthub.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.command.CreateNetworkResponse;
import com.github.dockerjava.api.command.DockerCmd;
import com.github.dockerjava.api.command.GraphData;
import com.github.dockerjava.api.command.GraphDriver;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.command.SyncDockerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Binds;
import com.github.dockerjava.api.model.BlkioRateDevice;
import com.github.dockerjava.api.model.BlkioWeightDevice;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ClusterInfo;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerHostConfig;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.DockerObject;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.ExposedPorts;
import com.github.dockerjava.api.model.ExternalCA;
import com.github.dockerjava.api.model.ExternalCAProtocol;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.ImageOptions;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.InfoRegistryConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Isolation;
import com.github.dockerjava.api.model.Link;
import com.github.dockerjava.api.model.Links;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LxcConf;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.PeerNode;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResourceVersion;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.RuntimeInfo;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.SwarmCAConfig;
import com.github.dockerjava.api.model.SwarmDispatcherConfig;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.api.model.SwarmOrchestration;
import com.github.dockerjava.api.model.SwarmRaftConfig;
import com.github.dockerjava.api.model.SwarmSpec;
import com.github.dockerjava.api.model.TaskDefaults;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import com.github.dockerjava.api.model.VersionPlatform;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumeBind;
import com.github.dockerjava.api.model.VolumeBinds;
import com.github.dockerjava.api.model.VolumeOptions;
import com.github.dockerjava.api.model.VolumeRW;
import com.github.dockerjava.api.model.Volumes;
import com.github.dockerjava.api.model.VolumesFrom;
import com.github.dockerjava.api.model.VolumesRW;
import com.github.dockerjava.core.DockerConfigFile;
import com.github.dockerjava.core.command.AbstrDockerCmd;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import com.github.dockerjava.core.command.CreateNetworkCmdImpl;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Registers for reflection the types that docker-java serialises for the commands the hub uses. The native executable
 * needs them; DockerJsonTest checks that the list is complete.
 */
@SuppressWarnings("deprecation") // docker-java still reads and writes them
@RegisterForReflection(ignoreNested = true, targets = {
    CreateContainerCmd.class, CreateContainerResponse.class, DockerCmd.class, GraphData.class, GraphDriver.class,
    HealthState.class, HealthStateLog.class, InspectContainerResponse.class,
    InspectContainerResponse.ContainerState.class,
    InspectContainerResponse.Mount.class, InspectContainerResponse.Node.class, InspectExecResponse.class,
    InspectExecResponse.Container.class, InspectExecResponse.ProcessConfig.class, InspectImageResponse.class,
    RootFS.class,
    SyncDockerCmd.class, AccessMode.class, AuthConfig.class, AuthConfigurations.class, Bind.class, BindOptions.class,
    BindPropagation.class, Binds.class, BlkioRateDevice.class, BlkioWeightDevice.class, Capability.class,
    Container.class,
    ContainerConfig.class, ContainerHostConfig.class, ContainerMount.class, ContainerNetwork.class,
    ContainerNetwork.Ipam.class, ContainerNetworkSettings.class, ContainerPort.class, Device.class, DeviceRequest.class,
    DockerObject.class, Driver.class, ExposedPort.class, ExposedPorts.class, HealthCheck.class, HostConfig.class,
    ImageOptions.class, InternetProtocol.class, Isolation.class, Link.class, Links.class, LogConfig.class,
    LogConfig.LoggingType.class, LxcConf.class, Mount.class, MountType.class, NetworkSettings.class, Ports.class,
    Ports.Binding.class, PropagationMode.class, PullResponseItem.class, ResponseItem.class,
    ResponseItem.AuxDetail.class,
    ResponseItem.ErrorDetail.class, ResponseItem.ProgressDetail.class, RestartPolicy.class, SELContext.class,
    TmpfsOptions.class, Ulimit.class, Volume.class, VolumeBind.class, VolumeBinds.class, VolumeOptions.class,
    VolumeRW.class,
    Volumes.class, VolumesFrom.class, VolumesRW.class, DockerConfigFile.class, AbstrDockerCmd.class,
    CreateContainerCmdImpl.class, CreateContainerCmdImpl.NetworkingConfig.class, CreateNetworkCmd.class,
    CreateNetworkResponse.class,
    CreateNetworkCmdImpl.class, Network.class, Network.ContainerNetworkConfig.class, Network.Ipam.class,
    Network.Ipam.Config.class,
    ClusterInfo.class, ExternalCA.class, ExternalCAProtocol.class, Info.class, InfoRegistryConfig.class,
    InfoRegistryConfig.IndexConfig.class, LocalNodeState.class, PeerNode.class, ResourceVersion.class,
    RuntimeInfo.class, SwarmCAConfig.class, SwarmDispatcherConfig.class, SwarmInfo.class, SwarmOrchestration.class,
    SwarmRaftConfig.class, SwarmSpec.class, TaskDefaults.class, Version.class, VersionComponent.class,
    VersionPlatform.class})
final class DockerJson {

    private DockerJson() {
    }
}
