package dev.agenthub.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Detects jumps of the wall clock, because it was set or the machine slept, by comparing it with the monotonic clock.
 * Not thread-safe.
 */
final class ClockJumps {

    /** Smaller differences are ignored: a late tick, or a small adjustment of the clock. */
    static final Duration THRESHOLD = Duration.ofSeconds(30);

    private Instant wall;
    private long nanos;

    ClockJumps(Instant wall, long nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /**
     * Returns how far the wall clock has jumped since the last check, negative if backward; empty if it has not.
     *
     * @param nanosNow from {@link System#nanoTime}
     */
    Optional<Duration> check(Instant wallNow, long nanosNow) {
        var jump = Duration.between(wall, wallNow).minusNanos(nanosNow - nanos);
        wall = wallNow;
        nanos = nanosNow;
        return jump.abs().compareTo(THRESHOLD) > 0 ? Optional.of(jump) : Optional.empty();
    }
}
