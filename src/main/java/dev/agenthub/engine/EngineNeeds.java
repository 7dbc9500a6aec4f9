package dev.agenthub.engine;

import java.util.Set;

/**
 * What a team needs of its engine.
 *
 * @param cpuLimits whether containers are limited in processor time
 * @param isolation whether agents must not reach each other over the network
 */
public record EngineNeeds(Set<String> images, boolean cpuLimits, boolean isolation) {

    public EngineNeeds {
        images = Set.copyOf(images);
    }
}
