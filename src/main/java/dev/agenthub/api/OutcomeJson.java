package dev.agenthub.api;

import dev.agenthub.agent.AgentState;
import dev.agenthub.expect.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * The outcome of a wait.
 *
 * @param satisfied whether all conditions held at once; false after the timeout
 * @param match the text on the screen that the pattern matched last
 * @param state the final state of the agent
 */
@RegisterForReflection
public record OutcomeJson(boolean satisfied, Optional<String> match, long elapsedMs, AgentState state) {

    public static OutcomeJson of(Outcome outcome) {
        return new OutcomeJson(outcome.satisfied(), outcome.match(), outcome.elapsed().toMillis(), outcome.state());
    }
}
