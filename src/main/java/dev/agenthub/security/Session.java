package dev.agenthub.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What is kept of a browser that signed in.
 *
 * @param hash of the id, which is in the browser's cookie and nowhere else
 * @param used when it was shown last
 */
record Session(String hash, Instant began, Instant used) {

    Session {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a session's hash must be 64 hexadecimal digits");
        }
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(used, "used");
    }

    Session usedAt(Instant now) {
        return new Session(hash, began, now);
    }

    boolean isOver(Instant now, Duration idle, Duration life) {
        return !now.isBefore(used.plus(idle)) || !now.isBefore(began.plus(life));
    }
}
