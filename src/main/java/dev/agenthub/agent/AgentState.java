package dev.agenthub.agent;

import java.util.Locale;

/** Where an agent is in its life. */
public enum AgentState {
    /** Nothing runs, and nothing is wrong. */
    INACTIVE,
    /** Its container is being made to run, or its terminal taken up. */
    STARTING,
    /** Its program runs and the hub holds its terminal. */
    ACTIVE,
    /** Its container is being stopped. */
    STOPPING,
    /** Something went wrong, and the agent's reason says what; left by start or stop. */
    ERROR;

    /** The word for this state in JSON and before people: part of the contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a command is under way whose outcome will end this state. */
    public boolean passing() {
        return this == STARTING || this == STOPPING;
    }
}
