package dev.agenthub.agent;

import java.time.Instant;
import java.util.Objects;

/**
 * One run of an agent's container. A reused container keeps its id, so only both components together identify a run.
 *
 * @param startedAt by the engine's clock
 * @param adoptable whether its terminal can be connected again after the connection to it has ended; if not, its
 *     program ends with the connection
 */
public record Run(String containerId, Instant startedAt, boolean adoptable) {

    public Run {
        if (containerId.isBlank()) {
            throw new IllegalArgumentException("containerId must not be blank.");
        }
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
