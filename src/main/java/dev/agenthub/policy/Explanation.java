package dev.agenthub.policy;

import dev.agenthub.policy.Decision.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A decision with all its inputs; answers questions such as why an agent was stopped.
 *
 * @param now the time of the decision
 */
public record Explanation(Situation situation, Decision decision, Instant now) {

    public Explanation {
        Objects.requireNonNull(situation, "situation");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(now, "now");
    }

    /** Decides and explains the decision. */
    public static Explanation of(Situation situation, Instant now) {
        return new Explanation(situation, PolicyRules.decide(situation, now), now);
    }

    /** For display: {@code stops in 12 min: idle, last activity 18 min ago by output}. */
    public String summary() {
        return switch (decision.action()) {
            case NONE -> "stays %s: %s".formatted(situation.agent().state().word(), decision.reason());
            case START, STOP -> "%s %s: %s".formatted(decision.action() == Action.START ? "starts" : "stops", when(),
                    decision.reason());
        };
    }

    /** The number of failures and the time of the next try; empty if no retry is planned. */
    public Optional<String> nextTry() {
        var failures = situation.backoff().failures();
        return decision.at().filter(at -> decision.action() == Action.START && failures > 0 && at.isAfter(now))
                .map(at -> "failed %s, next try at %s".formatted(Sentences.times(failures),
                        at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** The summary with all its inputs, for the log. */
    public String details() {
        var it = situation;
        return "%s [policy %s/%s/%d min, state %s, tasks %d, had tasks %s, held %s, failures %d, last activity %s]"
                .formatted(summary(), it.policy().launch().word(), it.policy().shutdown().word(),
                        it.policy().idleTimeoutMinutes(), it.agent().state().word(), it.tasks(), it.hadTasks(),
                        it.held(), it.backoff().failures(),
                        it.lastActivity().map(last -> last.at() + " by " + last.source().word()).orElse("none"));
    }

    private String when() {
        var wait = Duration.between(now, decision.at().orElse(now));
        return wait.isPositive() ? "in " + Sentences.span(wait) : "now";
    }
}
