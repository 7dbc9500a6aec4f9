package dev.agenthub.security;

import java.time.Duration;

/** Too many wrong tokens, cookies or codes were presented lately. */
public final class TooManyGuesses extends RuntimeException {

    private final long seconds;

    TooManyGuesses(Duration wait) {
        super(sentence(seconds(wait)), null, false, false);
        this.seconds = seconds(wait);
    }

    /** Seconds until another attempt is checked. */
    public long retryAfterSeconds() {
        return seconds;
    }

    static String sentence(long seconds) {
        return "Too many wrong tokens: try again in %d s. The right token is accepted at any time."
                .formatted(seconds);
    }

    static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }
}
