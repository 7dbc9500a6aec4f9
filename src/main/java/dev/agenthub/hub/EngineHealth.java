package dev.agenthub.hub;

/** How the engine fares, for people. */
public record EngineHealth(boolean reachable, String detail) {
}
