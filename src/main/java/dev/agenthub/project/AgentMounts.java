package dev.agenthub.project;

import dev.agenthub.engine.ContainerPlan.Bind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The host paths mounted into an agent's container.
 *
 * @param binds outer binds first
 * @param covered the paths of the project that are covered, with the identity of the covered file or folder
 * @param warnings user-facing sentences about paths that could not be searched and may be visible
 */
public record AgentMounts(List<Bind> binds, Map<Path, FileIdentity> covered, List<String> warnings) {

    public AgentMounts {
        binds = List.copyOf(binds);
        covered = Map.copyOf(covered);
        warnings = List.copyOf(warnings);
    }
}
