package dev.agenthub.agent;

/** What the core wants done. Its executor returns exactly one outcome with the same attempt, within a timeout. */
public sealed interface Command {

    /** Numbers an agent's commands, so that a late outcome of an earlier command is recognized and ignored. */
    long attempt();

    /** Start the agent's container and connect to its terminal. */
    record StartContainer(long attempt) implements Command {
    }

    /** Connect to the terminal of a container that already runs. */
    record AdoptContainer(long attempt, String containerId) implements Command {
    }

    /** Stop the container. */
    record StopContainer(long attempt, String containerId) implements Command {
    }
}
