package dev.agenthub.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The session of a browser.
 *
 * @param hash the hash of its id, which only the browser's cookie holds
 * @param used when it was last used
 */
record Session(String hash, Instant started, Instant used) {

    Session {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a session's hash must be 64 hexadecimal digits");
        }
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(used, "used");
    }

    Session usedAt(Instant now) {
        return new Session(hash, started, now);
    }

    boolean isExpired(Instant now, Duration idle, Duration life) {
        return !now.isBefore(used.plus(idle)) || !now.isBefore(started.plus(life));
    }
}
