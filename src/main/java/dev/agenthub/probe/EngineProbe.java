package dev.agenthub.probe;

import dev.agenthub.docker.DockerEngine;
import dev.agenthub.docker.DockerHost;
import dev.agenthub.docker.DockerProject;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the container engine, for the hub and for the doctor alike. */
public final class EngineProbe {

    private static final DockerProject NONE = new DockerProject("", "", Path.of("/"), Path.of("/"));

    private EngineProbe() {
    }

    /**
     * The engine that the environment names.
     *
     * @param warnings receives a user-facing message when the engine silently does less than requested
     * @throws IllegalArgumentException with a user-facing message if the environment names no usable engine
     */
    public static ContainerEngine engine(Map<String, String> environment, DockerProject project,
            Consumer<String> warnings) {
        return new DockerEngine(DockerHost.find(environment), project, warnings);
    }

    /** Examines the engine that a hub would use, without a running hub. Blocking, with a time limit. */
    public static List<EngineFinding> examine(Map<String, String> environment, EngineNeeds needs) {
        try (var engine = engine(environment, NONE, message -> { })) {
            return engine.examine(needs).await().indefinitely();
        } catch (IllegalArgumentException e) {
            return List.of(EngineFinding.fail("engine", e.getMessage(),
                    "Set DOCKER_HOST to an engine that you may use, or remove it."));
        }
    }
}
