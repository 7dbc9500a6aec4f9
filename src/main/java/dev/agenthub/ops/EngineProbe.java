package dev.agenthub.ops;

import dev.agenthub.docker.DockerEngine;
import dev.agenthub.docker.DockerHost;
import dev.agenthub.engine.EngineReport;
import java.util.Collection;
import java.util.Map;

/** The engine that a hub would use, for those who look at it without a hub. */
public final class EngineProbe {

    private EngineProbe() {
    }

    /**
     * What it is and can. Blocking, bounded in time.
     *
     * @throws dev.agenthub.engine.EngineException where it does not answer or refuses
     * @throws IllegalArgumentException where the environment names none that can be used
     */
    public static EngineReport report(Map<String, String> environment, Collection<String> images) {
        try (var engine = new DockerEngine(DockerHost.find(environment), "")) {
            return engine.report(images).await().indefinitely();
        }
    }
}
