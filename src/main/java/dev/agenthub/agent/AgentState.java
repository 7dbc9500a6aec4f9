package dev.agenthub.agent;

import java.util.Locale;

/** The lifecycle states of an agent. */
public enum AgentState {
    /** It does not run, and nothing is wrong. */
    INACTIVE,
    /** Its container is being started or adopted. */
    STARTING,
    /** Its program runs and the hub is connected to its terminal. */
    ACTIVE,
    /** Its container is being stopped. */
    STOPPING,
    /** Something went wrong, and the agent's reason says what. A start or stop leaves this state. */
    ERROR;

    /** The name of this state in JSON and in messages; part of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a command is pending whose outcome will end this state. */
    public boolean transitional() {
        return this == STARTING || this == STOPPING;
    }
}
