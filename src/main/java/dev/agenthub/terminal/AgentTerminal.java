package dev.agenthub.terminal;

/**
 * The terminal of one agent as the hub runs it. It lives as long as the hub, through all runs of the agent's program.
 * Thread-safe.
 */
public interface AgentTerminal extends ProgramTerminal {

    /** Closes the connection, if any, without waiting for the program. */
    void disconnect();

    /** Whether this terminal is connected to a program. */
    boolean connected();

    /** Checks the screen for activity. Call about once a second. */
    void sampleActivity();

    /** Adjusts to a jump of the clock: all periods are measured from now. */
    void clockJumped();
}
