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
 * Everything that decides what an agent's container is. Two equal plans have equal hashes, and a container made from one
 * can be used for the other.
 *
 * @param agent whose container it is; also its host name
 * @param project tells this hub's containers from those of other hubs on the same engine
 * @param command what runs in the terminal, as arguments
 * @param user {@code uid:gid} of the hub's own user, so that files in the workspace belong to the person
 * @param memoryBytes limit of memory (and, together with swap, no more than that)
 * @param cpus limit in processors; 0 means none
 * @param readOnlyRoot whether nothing but the binds and some folders in memory ({@code /tmp} and its like) can be written
 */
public record ContainerPlan(AgentId agent, String project, String name, String image, List<String> command,
        TerminalMode terminal, Variables environment, List<Bind> binds, String workingDirectory,
        List<String> extraHosts, String user, long memoryBytes, double cpus, int pids,
        AgentNetwork network, boolean readOnlyRoot) {

    /** Changes when the adapter makes something else of an equal plan, so that containers are made anew. */
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

    /** SHA-256 over a canonical form of all components, in hex. Whoever reads it learns nothing of a variable's value. */
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
