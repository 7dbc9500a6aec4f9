package dev.agenthub.hub;

import java.util.Objects;

/** Whether the engine is reachable, with a user-facing detail. */
public record EngineHealth(boolean reachable, String detail) {

    public EngineHealth {
        Objects.requireNonNull(detail, "detail");
    }
}
