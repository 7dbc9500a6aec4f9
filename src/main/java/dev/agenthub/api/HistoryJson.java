package dev.agenthub.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Finished lines of a terminal, for clients that poll.
 *
 * @param next the {@code since} of the next request
 */
@RegisterForReflection
public record HistoryJson(List<String> lines, long next) {

    public HistoryJson {
        lines = List.copyOf(lines);
    }
}
