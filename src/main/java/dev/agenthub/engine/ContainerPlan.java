package dev.agenthub.engine;

import dev.agenthub.agent.AgentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The complete configuration of an agent's container. Equal plans have equal hashes, and a container created from one
 * can be used for the other.
 *
 * @param agent the agent, whose id is also the host name
 * @param command the arguments of the program in the terminal
 * @param mounts outer mounts first
 * @param hostAlias the name by which the container reaches the machine that runs the hub
 * @param user owns the files in the workspace
 * @param readOnlyRoot whether only the mounts and some folders in memory (such as {@code /tmp}) are writable
 */
public record ContainerPlan(AgentId agent, String image, List<String> command, TerminalMode terminal,
        Variables environment, List<Mount> mounts, String workingDirectory, Optional<String> hostAlias, Ids user,
        Limits limits, AgentNetwork network, boolean readOnlyRoot) {

    /** Must change whenever an adapter translates an equal plan differently, so that containers are recreated. */
    private static final String SCHEME = "3";

    /** A user and a group by number, as the files of the project have them. */
    public record Ids(int uid, int gid) {

        @Override
        public String toString() {
            return uid + ":" + gid;
        }
    }

    /**
     * What a container may use; 0 means no limit.
     *
     * @param memoryBytes of memory and swap together
     * @param cpus in processors
     */
    public record Limits(long memoryBytes, double cpus, int processes) {

        public Limits {
            if (memoryBytes < 0 || cpus < 0 || processes < 0) {
                throw new IllegalArgumentException("A limit is negative.");
            }
        }
    }

    public ContainerPlan {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(image, "image");
        command = List.copyOf(command);
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(environment, "environment");
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(hostAlias, "hostAlias");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(network, "network");
    }

    /** {@return the SHA-256 of a canonical form of all components, in hex} It reveals no variable's value. */
    public String hash() {
        var canonical = String.join("\n", SCHEME, agent.value(), image, command.toString(), terminal.name(),
                environment.digest(), mounts.toString(), workingDirectory, hostAlias.toString(), user.toString(),
                limits.toString(), network.toString(), Boolean.toString(readOnlyRoot));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
