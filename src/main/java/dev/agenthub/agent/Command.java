package dev.agenthub.agent;

/** What the core wants done. Whoever carries it out answers with exactly one outcome of the same attempt, within a bound of time. */
public sealed interface Command {

    /** Counts an agent's commands, so that a late outcome of an earlier one is told from that of the present one. */
    long attempt();

    /** Make its container run and take its terminal. */
    record StartContainer(long attempt) implements Command {
    }

    /** Take up the terminal of the container that runs already. */
    record AdoptContainer(long attempt, String containerId) implements Command {
    }

    /** Stop that container. */
    record StopContainer(long attempt, String containerId) implements Command {
    }
}
