package dev.agenthub.expect;

import dev.agenthub.agent.AgentState;
import java.time.Duration;
import java.util.Optional;

/**
 * How a terminal and its agent shall be; all that is given must hold at once.
 *
 * @param text what the screen's text shall hold
 * @param still how long that text shall have been the same with nothing typed
 * @param state the agent's state
 */
public record Expectation(Optional<LinearPattern> text, Optional<Duration> still, Optional<AgentState> state) {

    /** How things are. */
    record Seen(Optional<String> match, Duration still, AgentState state) {
    }

    boolean holds(Seen seen) {
        return (text.isEmpty() || seen.match().isPresent())
                && still.stream().allMatch(least -> seen.still().compareTo(least) >= 0)
                && state.stream().allMatch(wanted -> wanted == seen.state());
    }
}
