package dev.agenthub.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What a policy wants, and why.
 *
 * @param reason in words for people, true at the moment of the decision
 * @param at when it is due if nothing changes until then; empty for {@link Action#NONE}
 */
public record Decision(Action action, String reason, Optional<Instant> at) {

    /** What can be wanted. */
    public enum Action { NONE, START, STOP }

    static Decision none(String reason) {
        return new Decision(Action.NONE, reason, Optional.empty());
    }

    static Decision start(Instant at, String reason) {
        return new Decision(Action.START, reason, Optional.of(at));
    }

    static Decision stop(Instant at, String reason) {
        return new Decision(Action.STOP, reason, Optional.of(at));
    }

    /** Whether it is to be carried out now. */
    public boolean due(Instant now) {
        return at.filter(when -> !when.isAfter(now)).isPresent();
    }
}
