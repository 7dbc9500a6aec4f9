package dev.agenthub.cli.client;

import dev.agenthub.policy.GrowingDelay;
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
        new GrowingDelay(first, longest); // checks both
        if (limit.isNegative()) {
            throw new IllegalArgumentException("limit must not be negative.");
        }
    }

    /**
     * @param tries   the number of failed attempts
     * @param elapsed the time since the connection was lost
     * @return empty if the time limit is reached
     */
    public Optional<Duration> next(int tries, Duration elapsed) {
        return elapsed.compareTo(limit) >= 0 ? Optional.empty()
                : Optional.of(new GrowingDelay(first, longest).after(tries + 1L));
    }
}
