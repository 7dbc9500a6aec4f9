package dev.agenthub.engine;

import java.util.Map;

/**
 * What a container engine says of itself.
 *
 * @param apiVersion such as {@code 1.47}
 * @param rootless   whether it runs without root, and with user ids of its own
 * @param limits     whether it can bound memory, the number of processes, and processor time
 * @param images     whether it has each image that was asked for
 */
public record EngineReport(String address, String version, String apiVersion, boolean rootless, Limits limits,
        Map<String, Boolean> images) {

    /** Which bounds it can enforce. */
    public record Limits(boolean memory, boolean processes, boolean cpus) {
    }

    public EngineReport {
        images = Map.copyOf(images);
    }
}
