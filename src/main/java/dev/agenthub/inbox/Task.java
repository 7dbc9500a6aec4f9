package dev.agenthub.inbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A task in an inbox.
 *
 * @param size in bytes
 * @param heading its first markdown heading, without control characters
 */
public record Task(String name, long size, Instant modified, Optional<String> heading) {

    public Task {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(heading, "heading");
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
    }
}
