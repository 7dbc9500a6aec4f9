package dev.agenthub.agent;

import java.util.Objects;

/** What the core wants done. Its executor returns exactly one outcome with the same attempt, within a timeout. */
public sealed interface Command {

    /** Numbers an agent's commands, so that a late outcome of an earlier command is recognized and ignored. */
    long attempt();

    /** Start the agent's container and open its terminal. */
    record StartContainer(long attempt) implements Command {
    }

    /** Open the terminal of a container that already runs. */
    record AdoptContainer(long attempt, Run run) implements Command {

        public AdoptContainer {
            Objects.requireNonNull(run, "run");
        }
    }

    /**
     * Stop the container.
     *
     * @param programEnded whether the agent's program has ended already, so that nothing needs time to end
     */
    record StopContainer(long attempt, Run run, boolean programEnded) implements Command {

        public StopContainer {
            Objects.requireNonNull(run, "run");
        }
    }

    /**
     * Ask the engine about the container.
     *
     * @param reported how its program ended, as far as an observation showed
     */
    record InspectContainer(long attempt, String containerId, Exit reported) implements Command {

        public InspectContainer {
            Objects.requireNonNull(containerId, "containerId");
            Objects.requireNonNull(reported, "reported");
        }
    }
}
