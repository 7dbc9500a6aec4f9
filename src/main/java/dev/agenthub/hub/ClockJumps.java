package dev.agenthub.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that the clock on the wall has jumped: it was set, or the machine slept. The machine's own count of nanoseconds knows nothing of
 * either, so the two come apart. Pure but for what it saw last; for one thread at a time.
 */
final class ClockJumps {

    /** Less is not worth a word: a tick that came late, or a clock that was put right by a little. */
    static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

    private Instant wall;
    private long nanos;

    ClockJumps(Instant wall, long nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /**
     * How far the clock on the wall has jumped since the last look: back, where that is negative; empty where it went as it should.
     *
     * @param nanosNow as of {@link System#nanoTime}
     */
    Optional<Duration> look(Instant wallNow, long nanosNow) {
        var jump = Duration.between(wall, wallNow).minusNanos(nanosNow - nanos);
        wall = wallNow;
        nanos = nanosNow;
        return jump.abs().compareTo(WORTH_A_WORD) > 0 ? Optional.of(jump) : Optional.empty();
    }
}
