package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * The sign-in request of a browser.
 *
 * @param code a one-time code; omitted if the request itself has the token
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection
public record LoginJson(Optional<String> code) {
}
