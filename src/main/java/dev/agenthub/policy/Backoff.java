package dev.agenthub.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often in a row an agent's start has failed or its program has ended soon after it, and when that was last. Says when a
 * policy may try again: after a second, then twice as long each time, up to five minutes.
 */
public record Backoff(int failures, Optional<Instant> lastFailure) {

    /** Nothing has failed. */
    public static final Backoff NONE = new Backoff(0, Optional.empty());

    /** A program that ran for so long has not failed to start, whatever ends it. */
    public static final Duration SOON = Duration.ofMinutes(1);

    /** An agent that ended so often in a row soon after its start is in error, however well its program says it ended. */
    static final int MANY = 5;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** One more failure. */
    public Backoff failed(Instant now) {
        return new Backoff(failures + 1, Optional.of(now));
    }

    /** When a policy may try again; the past when nothing has failed. */
    public Instant retryAt(Instant now) {
        return notAfter(now).lastFailure.map(at -> at.plus(delay())).orElse(Instant.MIN);
    }

    /** The same after a clock was set back: a failure that lies in the future is taken for one of now. */
    public Backoff notAfter(Instant now) {
        return new Backoff(failures, lastFailure.map(at -> at.isAfter(now) ? now : at));
    }

    /** Whether it has failed so often in a row that a person should look at it. */
    public boolean alarming() {
        return failures >= MANY;
    }

    Duration delay() {
        var doublings = Math.min(failures - 1, 20);
        var delay = FIRST.multipliedBy(1L << Math.max(doublings, 0));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
