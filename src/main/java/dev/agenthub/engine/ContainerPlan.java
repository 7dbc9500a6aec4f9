package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The complete configuration of an agent's container. Equal plans have equal hashes, and a container created from one
 * can be used for the other.
 *
 * @param agent the agent, whose id is also the host name
 * @param project distinguishes this hub's containers from those of other hubs on the same engine
 * @param command the arguments of the program in the terminal
 * @param user {@code uid:gid} of the hub's user, so that this user owns the files in the workspace
 * @param memoryBytes limit of memory and swap together; 0 means no limit
 * @param cpus limit in processors; 0 means no limit
 * @param pids limit of processes; 0 means no limit
 * @param readOnlyRoot whether only the binds and some folders in memory (such as {@code /tmp}) are writable
 */
public record ContainerPlan(AgentId agent, String project, String name, String image, List<String> command,
        TerminalMode terminal, Variables environment, List<Bind> binds, String workingDirectory,
        List<String> extraHosts, String user, long memoryBytes, double cpus, int pids,
        AgentNetwork network, boolean readOnlyRoot) {

    /** Must change whenever the adapter translates an equal plan differently, so that containers are recreated. */
    private static final String SCHEME = "2";

    /** A host path that appears in the container. */
    public record Bind(Path host, String container, boolean readOnly) {

        public Bind {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(container, "container");
        }
    }

    public ContainerPlan {
        command = List.copyOf(command);
        binds = List.copyOf(binds);
        extraHosts = List.copyOf(extraHosts);
        Objects.requireNonNull(network, "network");
    }

    /** {@return the SHA-256 of a canonical form of all components, in hex} It reveals no variable's value. */
    public String hash() {
        var canonical = String.join("\n", SCHEME, agent.value(), project, name, image, command.toString(), terminal.name(),
                environment.digest(), binds.toString(), workingDirectory, extraHosts.toString(), user,
                Long.toString(memoryBytes), Double.toString(cpus), Integer.toString(pids),
                network.toString(), Boolean.toString(readOnlyRoot));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
