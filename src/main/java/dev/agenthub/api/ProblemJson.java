package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A refusal (RFC 9457).
 *
 * @param detail what is wrong and what to do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record ProblemJson(int status, String title, String detail) {
}
