package dev.agenthub.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * A policy's decision and its reason.
 *
 * @param reason for display, as of the time of the decision
 * @param at when the action is due if nothing changes until then; empty for {@link Action#NONE}
 */
public record Decision(Action action, String reason, Optional<Instant> at) {

    /** The action a policy takes. */
    public enum Action { NONE, START, STOP }

    public Decision {
        if (reason.isBlank() || at.isPresent() == (action == Action.NONE)) {
            throw new IllegalArgumentException("%s needs a reason, and a time if it acts: '%s', %s."
                    .formatted(action, reason, at));
        }
    }

    static Decision none(String reason) {
        return new Decision(Action.NONE, reason, Optional.empty());
    }

    static Decision start(Instant at, String reason) {
        return new Decision(Action.START, reason, Optional.of(at));
    }

    static Decision stop(Instant at, String reason) {
        return new Decision(Action.STOP, reason, Optional.of(at));
    }

    /** Whether the action is due now. */
    public boolean due(Instant now) {
        return at.filter(when -> !when.isAfter(now)).isPresent();
    }
}
