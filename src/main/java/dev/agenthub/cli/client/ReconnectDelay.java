package dev.agenthub.cli.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before the next try to reach a hub that went away: doubling, and not for ever.
 *
 * @param first    before the first try
 * @param longest  before any try
 * @param patience how long in all; zero gives up at once
 */
public record ReconnectDelay(Duration first, Duration longest, Duration patience) {

    /** For a person who waits: an update of the hub takes less. */
    public static final ReconnectDelay FOR_PEOPLE =
            new ReconnectDelay(Duration.ofMillis(250), Duration.ofSeconds(4), Duration.ofMinutes(2));

    public ReconnectDelay {
        if (!first.isPositive() || longest.compareTo(first) < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("Delays must be positive and longest not below first.");
        }
    }

    /**
     * @param tries   how many have failed since the hub went away
     * @param elapsed since it went away
     * @return nothing when it is time to give up
     */
    public Optional<Duration> next(int tries, Duration elapsed) {
        if (elapsed.compareTo(patience) >= 0) {
            return Optional.empty();
        }
        Duration wanted = first.multipliedBy(1L << Math.min(tries, 20));
        return Optional.of(wanted.compareTo(longest) > 0 ? longest : wanted);
    }
}
