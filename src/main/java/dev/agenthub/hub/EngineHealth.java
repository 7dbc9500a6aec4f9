package dev.agenthub.hub;

/** Whether the engine is reachable, with a user-facing detail. */
public record EngineHealth(boolean reachable, String detail) {
}
