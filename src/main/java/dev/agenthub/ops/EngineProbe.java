package dev.agenthub.ops;

import dev.agenthub.docker.DockerEngine;
import dev.agenthub.docker.DockerHost;
import dev.agenthub.engine.EngineReport;
import java.util.Collection;
import java.util.Map;

/** Examines the container engine without a running hub. */
public final class EngineProbe {

    private EngineProbe() {
    }

    /**
     * Reports the engine's version and features. Blocking, with a time limit.
     *
     * @throws dev.agenthub.engine.EngineException if the engine does not respond or refuses
     * @throws IllegalArgumentException if the environment names no usable engine
     */
    public static EngineReport report(Map<String, String> environment, Collection<String> images) {
        try (var engine = new DockerEngine(DockerHost.find(environment), "")) {
            return engine.report(images).await().indefinitely();
        }
    }
}
