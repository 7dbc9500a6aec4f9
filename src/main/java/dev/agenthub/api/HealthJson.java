package dev.agenthub.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A hub that works; the status is {@code ok}. */
@RegisterForReflection
public record HealthJson(String status) {
}
