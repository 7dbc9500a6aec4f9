package dev.agenthub.hub;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import java.util.Optional;

/** What an agent's lane sees of its terminal. From any thread; never blocks for long. */
interface TerminalState {

    /** When something last happened in it; empty before the first program. */
    Optional<LastActivity> lastActivity();

    /** Whether the program waits for a person. */
    Optional<Waiting> waiting();
}
