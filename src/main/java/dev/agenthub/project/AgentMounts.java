package dev.agenthub.project;

import dev.agenthub.engine.ContainerPlan.Bind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an agent's container sees of the host.
 *
 * @param binds outer ones first
 * @param covered what of the project is covered in it, and which file or folder that was
 * @param unseen what could not be looked at and may be visible, in sentences for people
 */
public record AgentMounts(List<Bind> binds, Map<Path, FileIdentity> covered, List<String> unseen) {

    public AgentMounts {
        binds = List.copyOf(binds);
        covered = Map.copyOf(covered);
        unseen = List.copyOf(unseen);
    }
}
