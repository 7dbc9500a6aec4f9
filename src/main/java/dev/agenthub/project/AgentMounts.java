package dev.agenthub.project;

import dev.agenthub.engine.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is mounted into an agent's container.
 *
 * @param mounts outer mounts first
 * @param covered the paths of the project that are covered, with the identity of the covered file or folder
 * @param warnings user-facing sentences about paths that could not be searched and may be visible
 */
public record AgentMounts(List<Mount> mounts, Map<Path, FileIdentity> covered, List<String> warnings) {

    public AgentMounts {
        mounts = List.copyOf(mounts);
        covered = Map.copyOf(covered);
        warnings = List.copyOf(warnings);
    }
}
