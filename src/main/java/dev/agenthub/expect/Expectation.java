package dev.agenthub.expect;

import dev.agenthub.agent.AgentState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition on a terminal and its agent; all given parts must hold at once.
 *
 * @param text what the screen must contain
 * @param still how long the text must have been unchanged, with nothing typed
 * @param state the state the agent must be in
 */
public record Expectation(Optional<LinearPattern> text, Optional<Duration> still, Optional<AgentState> state) {

    public Expectation {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(still, "still");
        Objects.requireNonNull(state, "state");
    }

    /** The values to compare with. */
    record Observation(Optional<String> match, Duration still, AgentState state) {

        Observation {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(still, "still");
            Objects.requireNonNull(state, "state");
        }
    }

    boolean holds(Observation observed) {
        return (text.isEmpty() || observed.match().isPresent())
                && still.stream().allMatch(minimum -> observed.still().compareTo(minimum) >= 0)
                && state.stream().allMatch(required -> required == observed.state());
    }
}
