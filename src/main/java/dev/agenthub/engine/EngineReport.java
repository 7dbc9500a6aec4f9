package dev.agenthub.engine;

import java.util.Map;
import java.util.Optional;

/**
 * An engine's version and capabilities.
 *
 * @param apiVersion such as {@code 1.47}
 * @param rootless   whether it runs without root and maps user ids
 * @param limits     the limits it can enforce
 * @param images     whether it has each requested image
 * @param isolationProblem why containers are not isolated from each other and what to do; empty if no problem was found
 */
public record EngineReport(String address, String version, String apiVersion, boolean rootless, Limits limits,
        Map<String, Boolean> images, Optional<String> isolationProblem) {

    /** Whether the engine can limit memory, processes and processor time. */
    public record Limits(boolean memory, boolean processes, boolean cpus) {
    }

    public EngineReport {
        images = Map.copyOf(images);
    }
}
