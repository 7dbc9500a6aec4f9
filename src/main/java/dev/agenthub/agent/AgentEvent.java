package dev.agenthub.agent;

import java.util.Objects;

/** Everything that can happen to an agent. {@link AgentMachine} handles every event in every state. */
public sealed interface AgentEvent {

    /** A request by a person, a policy or the hub. */
    sealed interface Request extends AgentEvent {
        Cause cause();
    }

    /** Start the agent. */
    record Start(Cause cause) implements Request {

        public Start {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Stop the agent. */
    record Stop(Cause cause) implements Request {

        public Stop {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Stop the agent if it runs, then start it. */
    record Restart(Cause cause) implements Request {

        public Restart {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** The program ended too often in a row soon after its start. This is an error even if its exit code is 0. */
    record EndedTooOften() implements AgentEvent {
    }

    /**
     * Something happened to a container of the agent. An observation may be late, so it only
     * triggers an inspection, whose outcome decides.
     */
    sealed interface Observation extends AgentEvent {

        String containerId();

        /** How its program ended, as far as this observation shows. */
        Exit exit();
    }

    /** The container was started. */
    record ContainerStarted(String containerId) implements Observation {

        public ContainerStarted {
            Objects.requireNonNull(containerId, "containerId");
        }

        @Override
        public Exit exit() {
            return Exit.UNKNOWN;
        }
    }

    /** The container ended, was paused or was resumed. */
    record ContainerChanged(String containerId, Exit exit) implements Observation {

        public ContainerChanged {
            Objects.requireNonNull(containerId, "containerId");
            Objects.requireNonNull(exit, "exit");
        }
    }

    /** The connection to the run's terminal ended. */
    record TerminalEnded(Run run, Exit exit) implements Observation {

        public TerminalEnded {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(exit, "exit");
        }

        @Override
        public String containerId() {
            return run.containerId();
        }
    }

    /**
     * The engine listed its containers. Ignored if the agent has changed since the list was requested, because the
     * list may be older than the change.
     *
     * @param asOf the agent when the list was requested
     */
    record Listed(Agent asOf, Sighting sighting) implements AgentEvent {

        public Listed {
            Objects.requireNonNull(asOf, "asOf");
            Objects.requireNonNull(sighting, "sighting");
        }
    }

    /** The result of a {@link Command}. Each command has exactly one, which carries its attempt. */
    sealed interface Outcome extends AgentEvent {
        long attempt();
    }

    /** The container runs, and a connection to its terminal is open. */
    record Running(long attempt, Run run) implements Outcome {

        public Running {
            Objects.requireNonNull(run, "run");
        }
    }

    /** The container could not be started or adopted. After a failed start it does not run. */
    record StartFailed(long attempt, String reason) implements Outcome {

        public StartFailed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The container no longer runs. */
    record Stopped(long attempt, Exit exit) implements Outcome {

        public Stopped {
            Objects.requireNonNull(exit, "exit");
        }
    }

    /** The container could not be stopped; it may still run. */
    record StopFailed(long attempt, String reason) implements Outcome {

        public StopFailed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The container was inspected, or an adoption found that there is nothing to connect to. */
    record Inspected(long attempt, Sighting sighting) implements Outcome {

        public Inspected {
            Objects.requireNonNull(sighting, "sighting");
        }
    }

    /**
     * A pending start waits for something that may take minutes.
     *
     * @param attempt of the start
     * @param doing a phrase for people, such as "pulling IMAGE"
     */
    record StartProgress(long attempt, String doing) implements AgentEvent {

        public StartProgress {
            Objects.requireNonNull(doing, "doing");
        }
    }

    /** The container could not be inspected. The next list decides. */
    record InspectFailed(long attempt) implements Outcome {
    }
}
