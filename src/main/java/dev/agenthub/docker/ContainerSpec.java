package dev.agenthub.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.TerminalMode;
import java.util.List;
import java.util.Map;

/** Converts a plan to a hardened container configuration. */
final class ContainerSpec {

    private static final long NANOS = 1_000_000_000L;

    private ContainerSpec() {
    }

    static CreateContainerCmd fill(CreateContainerCmd create, ContainerPlan plan, DockerProject project) {
        create.withName(project.container(plan.agent())).withHostName(plan.agent().value())
                .withLabels(Labels.of(plan, project.id()))
                .withEnv(environment(plan)).withWorkingDir(plan.workingDirectory()).withUser(plan.user().toString())
                .withTty(true).withStdinOpen(true).withStdInOnce(false)
                .withHostConfig(hostConfig(plan, project));
        // With an exec, the image's own main process keeps the container alive.
        return plan.terminal() == TerminalMode.ATTACH ? create.withCmd(plan.command()) : create;
    }

    static List<String> environment(ContainerPlan plan) {
        return plan.environment().values().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted().toList();
    }

    private static HostConfig hostConfig(ContainerPlan plan, DockerProject project) {
        var limits = plan.limits();
        var config = HostConfig.newHostConfig()
                .withMounts(plan.mounts().stream().map(mount -> mount(mount, project)).toList())
                .withExtraHosts(plan.hostAlias().stream().map(alias -> alias + ":host-gateway").toArray(String[]::new))
                .withCapDrop(Capability.ALL).withSecurityOpts(List.of("no-new-privileges"))
                .withInit(true).withAutoRemove(false).withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(log()).withNetworkMode(project.network(plan.network()));
        if (plan.readOnlyRoot()) {
            config.withReadonlyRootfs(true).withTmpFs(writableFolders(plan));
        }
        if (limits.processes() > 0) {
            config.withPidsLimit((long) limits.processes());
        }
        if (limits.memoryBytes() > 0) {
            config.withMemory(limits.memoryBytes()).withMemorySwap(limits.memoryBytes());
        }
        return limits.cpus() > 0 ? config.withNanoCPUs(Math.round(limits.cpus() * NANOS)) : config;
    }

    /**
     * A mount instead of a bind string: it supports any path, and a missing source is an error, not a new root-owned
     * folder.
     */
    private static com.github.dockerjava.api.model.Mount mount(Mount mount, DockerProject project) {
        return new com.github.dockerjava.api.model.Mount().withType(MountType.BIND)
                .withSource(project.source(mount).toString()).withTarget(mount.target()).withReadOnly(mount.readOnly());
    }

    /**
     * The folders that programs expect to be writable, in memory that counts against the container's limit. They are
     * not {@code noexec}, because programs unpack and run parts of themselves in {@code /tmp}.
     */
    private static Map<String, String> writableFolders(ContainerPlan plan) {
        var memory = plan.limits().memoryBytes();
        var size = memory > 0 ? Long.toString(memory / 2) : "50%";
        var options = "rw,exec,nosuid,nodev,mode=1777,size=" + size;
        return Map.of("/tmp", options, "/var/tmp", options, "/run", options);
    }

    /**
     * The bounded log for rebuilding scrollback. Docker's {@code local} driver preserves bytes; {@code json-file}
     * replaces invalid UTF-8, and characters split at its 16 KiB line limit, with U+FFFD.
     */
    private static LogConfig log() {
        return new LogConfig(LogConfig.LoggingType.LOCAL,
                Map.of("max-size", "10m", "max-file", "3", "compress", "false"));
    }
}
