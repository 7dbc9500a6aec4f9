package dev.agenthub.terminal;

import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.TerminalConnection;
import java.util.Optional;

/**
 * The terminal of one agent as the hub runs it. It lives as long as the hub, through all runs of the agent's program.
 * Thread-safe.
 */
public interface AgentTerminal {

    /**
     * Connects this terminal to a program and shows its output. This terminal now owns the connection and closes it.
     *
     * @param ended called once when the connection has ended, on its reader's thread
     */
    void connect(TerminalConnection program, Runnable ended);

    /** Closes the connection, if any, without waiting for the program. */
    void disconnect();

    /** Whether this terminal is connected to a program. */
    boolean connected();

    /** Checks the screen for activity. Call about once a second. */
    void sampleActivity();

    /** Adjusts to a jump of the clock: all periods are measured from now. */
    void clockJumped();

    /** When something was last typed, or the text last changed; empty before the first program. */
    Optional<LastActivity> lastActivity();

    /** Why and since when the program waits for a person; empty if it does not. */
    Optional<Waiting> waiting();
}
