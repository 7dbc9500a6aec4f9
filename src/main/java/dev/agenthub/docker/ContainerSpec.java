package dev.agenthub.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.TerminalMode;
import java.util.List;
import java.util.Map;

/** What a plan is in the engine's words, hardened. */
final class ContainerSpec {

    private static final long NANOS = 1_000_000_000L;

    private ContainerSpec() {
    }

    static CreateContainerCmd fill(CreateContainerCmd create, ContainerPlan plan) {
        create.withName(plan.name()).withHostName(plan.agent().value()).withLabels(Labels.of(plan))
                .withEnv(environment(plan)).withWorkingDir(plan.workingDirectory()).withUser(plan.user())
                .withTty(true).withStdinOpen(true).withStdInOnce(false)
                .withHostConfig(hostConfig(plan));
        // With an exec the image's own main process keeps the container alive.
        return plan.terminal() == TerminalMode.ATTACH ? create.withCmd(plan.command()) : create;
    }

    static List<String> environment(ContainerPlan plan) {
        return plan.environment().values().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).sorted().toList();
    }

    private static HostConfig hostConfig(ContainerPlan plan) {
        var config = HostConfig.newHostConfig()
                .withMounts(plan.binds().stream().map(ContainerSpec::mount).toList())
                .withExtraHosts(plan.extraHosts().toArray(String[]::new))
                .withCapDrop(Capability.ALL).withSecurityOpts(List.of("no-new-privileges"))
                .withInit(true).withAutoRemove(false).withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(log()).withNetworkMode(plan.network().name());
        if (plan.readOnlyRoot()) {
            config.withReadonlyRootfs(true).withTmpFs(folders(plan));
        }
        if (plan.pids() > 0) {
            config.withPidsLimit((long) plan.pids());
        }
        if (plan.memoryBytes() > 0) {
            config.withMemory(plan.memoryBytes()).withMemorySwap(plan.memoryBytes());
        }
        return plan.cpus() > 0 ? config.withNanoCPUs(Math.round(plan.cpus() * NANOS)) : config;
    }

    /**
     * A mount rather than a bind string: it takes any path, and a missing source is an error, not a new folder of
     * root's.
     */
    private static Mount mount(ContainerPlan.Bind bind) {
        return new Mount().withType(MountType.BIND).withSource(bind.host().toString()).withTarget(bind.container())
                .withReadOnly(bind.readOnly());
    }

    /**
     * Where programs expect to write, in memory that counts as the container's. Programs unpack and run parts of themselves in
     * {@code /tmp}, so it is not {@code noexec}.
     */
    private static Map<String, String> folders(ContainerPlan plan) {
        var size = plan.memoryBytes() > 0 ? Long.toString(plan.memoryBytes() / 2) : "50%";
        var options = "rw,exec,nosuid,nodev,mode=1777,size=" + size;
        return Map.of("/tmp", options, "/var/tmp", options, "/run", options);
    }

    /**
     * The log that scrollback is rebuilt from, bounded. Docker's {@code local} driver keeps bytes as they are, where
     * {@code json-file} turns each one that is not UTF-8, and each character cut by its 16 KiB lines, into U+FFFD.
     */
    private static LogConfig log() {
        return new LogConfig(LogConfig.LoggingType.LOCAL, Map.of("max-size", "10m", "max-file", "3", "compress", "false"));
    }
}
