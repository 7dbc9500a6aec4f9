package dev.agenthub.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Exponential backoff for an agent's starts. Counts consecutive starts that failed or whose program ended soon after. A
 * policy may retry after one second, then after twice as long each time, up to five minutes.
 */
public record Backoff(int failures, Optional<Instant> lastFailure) {

    /** Nothing has failed. */
    public static final Backoff NONE = new Backoff(0, Optional.empty());

    /** A program that runs longer than this counts as started, however it ends. */
    public static final Duration EARLY_END = Duration.ofMinutes(1);

    /** An agent with this many consecutive failures is in error, even if its program exits with 0. */
    static final int ALARM_THRESHOLD = 5;

    private static final GrowingDelay DELAYS = new GrowingDelay(Duration.ofSeconds(1), Duration.ofMinutes(5));

    public Backoff {
        Objects.requireNonNull(lastFailure, "lastFailure");
        if (failures < 0 || failures == 0 && lastFailure.isPresent()) {
            throw new IllegalArgumentException("%d failures, the last at %s.".formatted(failures, lastFailure));
        }
    }

    /** Records a failure. */
    public Backoff failed(Instant now) {
        return new Backoff(failures + 1, Optional.of(now));
    }

    /** When a policy may retry; in the past if nothing has failed. */
    public Instant retryAt(Instant now) {
        return notAfter(now).lastFailure.map(at -> at.plus(delay())).orElse(Instant.MIN);
    }

    /** Corrects for a clock that was set back: a failure in the future is moved to now. */
    public Backoff notAfter(Instant now) {
        return new Backoff(failures, lastFailure.map(at -> at.isAfter(now) ? now : at));
    }

    /** Whether there are so many consecutive failures that a person should look at the agent. */
    public boolean alarming() {
        return failures >= ALARM_THRESHOLD;
    }

    Duration delay() {
        return DELAYS.after(failures);
    }
}
