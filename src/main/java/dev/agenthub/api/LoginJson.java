package dev.agenthub.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The sign-in request of a browser without the token: a one-time code. */
@RegisterForReflection
public record LoginJson(String code) {
}
