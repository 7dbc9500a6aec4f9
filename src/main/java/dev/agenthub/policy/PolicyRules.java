package dev.agenthub.policy;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import java.time.Duration;
import java.time.Instant;

/** The policies: from a situation to a decision, with nothing else looked at. */
public final class PolicyRules {

    /** How long after its last activity an agent with an empty inbox is let be: it may still write its last words. */
    public static final Duration EMPTY_GRACE = Duration.ofSeconds(10);

    private PolicyRules() {
    }

    /** What is to become of the agent if nothing changes. */
    public static Decision decide(Situation situation, Instant now) {
        return switch (situation.agent().state()) {
            case STARTING, STOPPING -> Decision.none("it is " + situation.agent().state().word());
            case INACTIVE, ERROR -> launch(situation, now);
            case ACTIVE -> shutdown(situation, now);
        };
    }

    private static Decision launch(Situation it, Instant now) {
        return switch (it.policy().launch()) {
            case MANUAL -> Decision.none("it starts only when asked");
            case AUTO -> {
                if (it.tasks() == 0) {
                    yield Decision.none("it starts when its inbox holds a task");
                }
                yield it.held()
                        ? Decision.none("a person stopped it: it starts with the next task that arrives")
                        : tryAgain(it, now, Sentences.waiting(it.tasks()) + " in its inbox");
            }
            case ALWAYS -> it.held()
                    ? Decision.none("a person stopped it: it starts when a person starts it, or with the hub")
                    : tryAgain(it, now, "it is always on");
        };
    }

    private static Decision tryAgain(Situation it, Instant now, String reason) {
        var at = it.backoff().retryAt(now);
        return at.isAfter(now)
                ? Decision.start(at, reason + "; it failed " + Sentences.times(it.backoff().failures()) + " in a row, so it is tried again later")
                : Decision.start(now, reason);
    }

    private static Decision shutdown(Situation it, Instant now) {
        if (it.policy().launch() == LaunchPolicy.ALWAYS) {
            return Decision.none("it is always on: no policy stops it");
        }
        // The engine's clock may be another's: when it says that the program started matters only where nothing was seen of it.
        var seen = it.lastActivity().map(LastActivity::at).or(() -> it.agent().container().map(Container::startedAt));
        var activity = notAfter(now, seen.orElse(now));
        return switch (it.policy().shutdown()) {
            case MANUAL -> Decision.none("it stops only when asked");
            case EMPTY -> {
                if (it.tasks() > 0) {
                    yield Decision.none("it stops when its inbox is empty: " + Sentences.waiting(it.tasks()));
                }
                yield it.hadTasks()
                        ? Decision.stop(later(notAfter(now, it.emptiedAt().orElse(now)), activity).plus(EMPTY_GRACE),
                                "its inbox became empty, " + lastActivity(it, activity, now))
                        : Decision.none("it has had no task since it started: it stops when its inbox has become empty");
            }
            case IDLE -> Decision.stop(activity.plus(it.policy().idleTimeout()),
                    "idle, " + lastActivity(it, activity, now));
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What lies in the future, where a clock leaves it that was set back, is taken for now. */
    private static Instant notAfter(Instant now, Instant at) {
        return at.isAfter(now) ? now : at;
    }

    private static String lastActivity(Situation it, Instant activity, Instant now) {
        var source = it.lastActivity().map(LastActivity::source).orElse(Source.START);
        return "last activity %s ago by %s".formatted(Sentences.span(Duration.between(activity, now)), source.word());
    }
}
