package dev.agenthub.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A one-time code that signs a browser in. */
@RegisterForReflection
public record CodeJson(String code, long expiresInSeconds) {
}
