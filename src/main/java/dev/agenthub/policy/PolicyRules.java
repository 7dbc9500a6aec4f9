package dev.agenthub.policy;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import java.time.Duration;
import java.time.Instant;

/** The launch and shutdown policies, as a pure function from a situation to a decision. */
public final class PolicyRules {

    /** How long an agent with an empty inbox keeps running after its last activity, to finish its output. */
    public static final Duration EMPTY_GRACE = Duration.ofSeconds(10);

    private PolicyRules() {
    }

    /** Decides what happens to the agent, and when, if nothing changes. */
    public static Decision decide(Situation situation, Instant now) {
        return switch (situation.agent().state()) {
            case STARTING, STOPPING -> Decision.none("it is " + situation.agent().state().word());
            case INACTIVE, ERROR -> launch(situation, now);
            case ACTIVE -> shutdown(situation, now);
        };
    }

    private static Decision launch(Situation situation, Instant now) {
        return switch (situation.policy().launch()) {
            case MANUAL -> Decision.none("it starts only when asked");
            case AUTO -> {
                if (situation.tasks() == 0) {
                    yield Decision.none("it starts when its inbox holds a task");
                }
                yield situation.held()
                        ? Decision.none("a person stopped it: it starts with the next task that arrives")
                        : retry(situation, now, Sentences.waiting(situation.tasks()) + " in its inbox");
            }
            case ALWAYS -> situation.held()
                    ? Decision.none("a person stopped it: it starts when a person starts it, or with the hub")
                    : retry(situation, now, "it is always on");
        };
    }

    private static Decision retry(Situation situation, Instant now, String reason) {
        var at = situation.backoff().retryAt(now);
        return at.isAfter(now)
                ? Decision.start(at, "%s; it failed %s, so the next try waits"
                        .formatted(reason, Sentences.times(situation.backoff().failures())))
                : Decision.start(now, reason);
    }

    private static Decision shutdown(Situation situation, Instant now) {
        if (situation.policy().launch() == LaunchPolicy.ALWAYS) {
            return Decision.none("it is always on: no policy stops it");
        }
        // The engine's clock may differ from ours, so its start time counts only without any recorded activity.
        var last = situation.lastActivity().map(LastActivity::at)
                .or(() -> situation.agent().startedAt());
        var activity = notAfter(now, last.orElse(now));
        return switch (situation.policy().shutdown()) {
            case MANUAL -> Decision.none("it stops only when asked");
            case EMPTY -> {
                if (situation.tasks() > 0) {
                    yield Decision.none("it stops when its inbox is empty: " + Sentences.waiting(situation.tasks()));
                }
                yield situation.hadTasks()
                        ? Decision.stop(
                                later(notAfter(now, situation.emptiedAt().orElse(now)), activity).plus(EMPTY_GRACE),
                                "its inbox became empty, " + lastActivity(situation, activity, now))
                        : Decision.none("it has had no task since its start: it stops once its inbox becomes empty");
            }
            case IDLE -> Decision.stop(activity.plus(situation.policy().idleTimeout()),
                    "idle, " + lastActivity(situation, activity, now));
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Moves a time in the future, left by a clock that was set back, to now. */
    private static Instant notAfter(Instant now, Instant at) {
        return at.isAfter(now) ? now : at;
    }

    private static String lastActivity(Situation situation, Instant activity, Instant now) {
        var source = situation.lastActivity().map(LastActivity::source).orElse(Source.START);
        return "last activity %s ago by %s".formatted(Sentences.span(Duration.between(activity, now)), source.word());
    }
}
