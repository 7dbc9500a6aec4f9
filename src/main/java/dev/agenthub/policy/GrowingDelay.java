package dev.agenthub.policy;

import java.time.Duration;

/**
 * Delays between attempts of something that fails: each twice as long as the one before, up to a longest.
 *
 * @param first the delay after the first failure
 */
public record GrowingDelay(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;

    public GrowingDelay {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be positive, longest at least first.");
        }
    }

    /** The delay after that many consecutive failures; none before the first. */
    public Duration after(long failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        var delay = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
