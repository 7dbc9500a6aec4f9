package dev.agenthub.expect;

import dev.agenthub.agent.AgentState;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of waiting.
 *
 * @param satisfied whether all held at once; else the time was up
 * @param match the text on the screen that the pattern matched in the end
 * @param state the agent's state in the end
 */
public record Outcome(boolean satisfied, Optional<String> match, Duration elapsed, AgentState state) {
}
