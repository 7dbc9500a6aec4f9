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

/** Converts a plan to a hardened container configuration. */
final class ContainerSpec {

    private static final long NANOS = 1_000_000_000L;

    private ContainerSpec() {
    }

    static CreateContainerCmd fill(CreateContainerCmd create, ContainerPlan plan) {
        create.withName(plan.name()).withHostName(plan.agent().value()).withLabels(Labels.of(plan))
                .withEnv(environment(plan)).withWorkingDir(plan.workingDirectory()).withUser(plan.user())
                .withTty(true).withStdinOpen(true).withStdInOnce(false)
                .withHostConfig(hostConfig(plan));
        // With an exec, the image's own main process keeps the container alive.
        return plan.terminal() == TerminalMode.ATTACH ? create.withCmd(plan.command()) : create;
    }

    static List<String> environment(ContainerPlan plan) {
        return plan.environment().values().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted().toList();
    }

    private static HostConfig hostConfig(ContainerPlan plan) {
        var config = HostConfig.newHostConfig()
                .withMounts(plan.binds().stream().map(ContainerSpec::mount).toList())
                .withExtraHosts(plan.extraHosts().toArray(String[]::new))
                .withCapDrop(Capability.ALL).withSecurityOpts(List.of("no-new-privileges"))
                .withInit(true).withAutoRemove(false).withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(log()).withNetworkMode(plan.network().name());
        if (plan.readOnlyRoot()) {
            config.withReadonlyRootfs(true).withTmpFs(writableFolders(plan));
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
     * A mount instead of a bind string: it supports any path, and a missing source is an error, not a new root-owned
     * folder.
     */
    private static Mount mount(ContainerPlan.Bind bind) {
        return new Mount().withType(MountType.BIND).withSource(bind.host().toString()).withTarget(bind.container())
                .withReadOnly(bind.readOnly());
    }

    /**
     * The folders that programs expect to be writable, in memory that counts against the container's limit. They are
     * not {@code noexec}, because programs unpack and run parts of themselves in {@code /tmp}.
     */
    private static Map<String, String> writableFolders(ContainerPlan plan) {
        var size = plan.memoryBytes() > 0 ? Long.toString(plan.memoryBytes() / 2) : "50%";
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
