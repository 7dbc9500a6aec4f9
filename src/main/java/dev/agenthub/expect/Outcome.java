package dev.agenthub.expect;

import dev.agenthub.agent.AgentState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of a wait.
 *
 * @param satisfied whether all conditions held at once; false after a timeout
 * @param match the text on the screen that the pattern matched last
 * @param state the final state of the agent
 */
public record Outcome(boolean satisfied, Optional<String> match, Duration elapsed, AgentState state) {

    public Outcome {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(state, "state");
    }
}
