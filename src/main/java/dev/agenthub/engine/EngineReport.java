package dev.agenthub.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What a container engine says of itself.
 *
 * @param apiVersion such as {@code 1.47}
 * @param rootless   whether it runs without root, and with user ids of its own
 * @param limits     whether it can bound memory, the number of processes, and processor time
 * @param images     whether it has each image that was asked for
 * @param open       why containers reach each other on a network that should keep them apart, and what to do; nothing where all seems well
 */
public record EngineReport(String address, String version, String apiVersion, boolean rootless, Limits limits,
        Map<String, Boolean> images, Optional<String> open) {

    /** Which bounds it can enforce. */
    public record Limits(boolean memory, boolean processes, boolean cpus) {
    }

    public EngineReport {
        images = Map.copyOf(images);
    }
}
