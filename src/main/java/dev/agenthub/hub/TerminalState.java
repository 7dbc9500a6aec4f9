package dev.agenthub.hub;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import java.util.Optional;

/** An agent's terminal, as the agent's lane sees it. Thread-safe; blocks briefly at most. */
interface TerminalState {

    /** The last activity in it; empty before the first program. */
    Optional<LastActivity> lastActivity();

    /** Whether the program waits for a person. */
    Optional<Waiting> waiting();
}
