package dev.agenthub.api;

import dev.agenthub.attention.Waiting;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** Since when an agent's program waits for a person, and why the hub thinks so. */
@RegisterForReflection
public record WaitingJson(Instant since, String reason) {

    static WaitingJson of(Waiting waiting) {
        return new WaitingJson(waiting.since(), waiting.reason());
    }
}
