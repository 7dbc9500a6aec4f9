package dev.agenthub.terminal;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.TerminalConnection;
import java.util.Optional;

/** The terminal of one agent as the agent's lane sees it. Thread-safe; blocks briefly at most. */
public interface ProgramTerminal {

    /**
     * Connects this terminal to a program and shows its output. This terminal now owns the connection and closes it.
     *
     * @param ended called once when the connection has ended, on its reader's thread
     */
    void connect(TerminalConnection program, Runnable ended);

    /** When something was last typed, or the text last changed; empty before the first program. */
    Optional<LastActivity> lastActivity();

    /** Why and since when the program waits for a person; empty if it does not. */
    Optional<Waiting> waiting();
}
