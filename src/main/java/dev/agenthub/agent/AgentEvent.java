package dev.agenthub.agent;

import java.time.Instant;

/** Everything that can happen to an agent. {@link AgentMachine} handles every event in every state. */
public sealed interface AgentEvent {

    /** A request by a person, a policy or the hub. */
    sealed interface Request extends AgentEvent {
        Cause cause();
    }

    /** Start the agent. */
    record Start(Cause cause) implements Request {
    }

    /** Stop the agent. */
    record Stop(Cause cause) implements Request {
    }

    /** Stop the agent if it runs, then start it. */
    record Restart(Cause cause) implements Request {
    }

    /** The program ended too often in a row soon after its start. This is an error even if its exit code is 0. */
    record EndedTooOften() implements AgentEvent {
    }

    /** The result of a {@link Command}. Each command has exactly one, which carries its attempt. */
    sealed interface Outcome extends AgentEvent {
        long attempt();
    }

    /** The container runs and its terminal is connected. */
    record Running(long attempt, String containerId, Instant startedAt) implements Outcome {
    }

    /** The container does not run, or its terminal could not be connected. */
    record StartFailed(long attempt, String reason) implements Outcome {
    }

    /** The container no longer runs. */
    record Stopped(long attempt, Exit exit) implements Outcome {
    }

    /** The container could not be stopped; it may still run. */
    record StopFailed(long attempt, String reason) implements Outcome {
    }

    /**
     * The engine runs a container of this agent that the hub did not just start.
     *
     * @param adoptable whether the hub can connect to its terminal; if not, the container is stopped
     */
    record Found(String containerId, Instant startedAt, boolean adoptable) implements AgentEvent {
    }

    /**
     * The engine has a paused container of this agent. Engines do not attach to a paused container, so it is adopted
     * when it resumes.
     */
    record FoundPaused(String containerId, Instant startedAt) implements AgentEvent {
    }

    /** The container runs, but the hub has no connection to its terminal. */
    record TerminalLost(String containerId) implements AgentEvent {
    }

    /**
     * The container's program ended without a command of the hub.
     *
     * @param startedAt which run of the container ended; a reused container keeps its id, and this event may be late
     */
    record Ended(String containerId, Instant startedAt, Exit exit) implements AgentEvent {
    }

    /**
     * A pending start waits for something that may take minutes.
     *
     * @param attempt of the start
     * @param doing a phrase for people, such as "pulling IMAGE"
     */
    record StartProgress(long attempt, String doing) implements AgentEvent {
    }

    /**
     * The container was paused or resumed.
     *
     * @param paused whether it is paused now
     */
    record Paused(String containerId, boolean paused) implements AgentEvent {
    }
}
