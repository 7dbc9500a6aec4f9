package dev.agenthub.cli.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Delays between attempts to reconnect to a hub: exponential, up to a time limit.
 *
 * @param first   the delay before the first attempt
 * @param longest the upper bound of the delays
 * @param limit   the total time; zero gives up immediately
 */
public record ReconnectDelay(Duration first, Duration longest, Duration limit) {

    /** For interactive commands: long enough for an upgrade of the hub. */
    public static final ReconnectDelay INTERACTIVE =
            new ReconnectDelay(Duration.ofMillis(250), Duration.ofSeconds(4), Duration.ofMinutes(2));

    public ReconnectDelay {
        if (!first.isPositive() || longest.compareTo(first) < 0 || limit.isNegative()) {
            throw new IllegalArgumentException("first must be positive, longest at least first, limit not negative.");
        }
    }

    /**
     * @param tries   the number of failed attempts
     * @param elapsed the time since the connection was lost
     * @return empty if the time limit is reached
     */
    public Optional<Duration> next(int tries, Duration elapsed) {
        if (elapsed.compareTo(limit) >= 0) {
            return Optional.empty();
        }
        Duration delay = first.multipliedBy(1L << Math.min(tries, 20));
        return Optional.of(delay.compareTo(longest) > 0 ? longest : delay);
    }
}
