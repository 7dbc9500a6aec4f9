package dev.agenthub.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * When an agent is launched and stopped.
 *
 * @param idleTimeoutMinutes the time without activity after which {@link ShutdownPolicy#IDLE} stops the agent,
 *        {@value #MIN_IDLE_MINUTES} to {@value #MAX_IDLE_MINUTES}; ignored by the other shutdown policies
 */
public record AgentPolicy(LaunchPolicy launch, ShutdownPolicy shutdown, int idleTimeoutMinutes) {

    public static final int MIN_IDLE_MINUTES = 1;
    /** A week. */
    public static final int MAX_IDLE_MINUTES = 10_080;

    /** @throws IllegalArgumentException with a message that names the field and the allowed range */
    public AgentPolicy {
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(shutdown, "shutdown");
        if (idleTimeoutMinutes < MIN_IDLE_MINUTES || idleTimeoutMinutes > MAX_IDLE_MINUTES) {
            throw new IllegalArgumentException("idle_timeout_minutes must be from %d to %d, not %d."
                    .formatted(MIN_IDLE_MINUTES, MAX_IDLE_MINUTES, idleTimeoutMinutes));
        }
    }

    Duration idleTimeout() {
        return Duration.ofMinutes(idleTimeoutMinutes);
    }
}
