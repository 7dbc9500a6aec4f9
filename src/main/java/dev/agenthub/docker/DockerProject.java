package dev.agenthub.docker;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A project as the engine knows it: its label, the names it uses, and its folders on the engine's machine.
 *
 * @param id the value of the label that distinguishes this project's containers from those of others
 * @param prefix the prefix of the names of containers and networks
 * @param root the folder of the volume {@link Mount.Volume#PROJECT}
 * @param covers the folder of the volume {@link Mount.Volume#COVERS}
 */
public record DockerProject(String id, String prefix, Path root, Path covers) {

    public DockerProject {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(covers, "covers");
    }

    String container(AgentId agent) {
        return prefix + agent;
    }

    /**
     * Each project has its own isolated network, so two hubs on one engine never share it, even with equal prefixes.
     */
    String network(AgentNetwork network) {
        return switch (network) {
            case AgentNetwork.Named named -> named.name();
            case AgentNetwork.Isolated isolated -> prefix + "net-" + hash();
        };
    }

    Path source(Mount mount) {
        return switch (mount.volume()) {
            case PROJECT -> root.resolve(mount.path());
            case COVERS -> covers.resolve(mount.path());
        };
    }

    private String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
