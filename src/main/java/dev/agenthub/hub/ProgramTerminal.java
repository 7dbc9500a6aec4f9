package dev.agenthub.hub;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.TerminalConnection;
import java.util.Optional;

/** An agent's terminal, as the agent's lane sees it. Thread-safe; blocks briefly at most. */
interface ProgramTerminal {

    /**
     * Shows the output of a program, from the beginning of the connection on. The terminal owns and closes it.
     *
     * @param ended called once when the connection has ended, on its reader's thread
     */
    void connect(TerminalConnection program, Runnable ended);

    /** The last activity in it; empty before the first program. */
    Optional<LastActivity> lastActivity();

    /** Whether the program waits for a person. */
    Optional<Waiting> waiting();
}
