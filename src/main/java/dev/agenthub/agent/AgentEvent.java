package dev.agenthub.agent;

import java.time.Instant;

/** Everything that can happen to an agent. {@link AgentMachine} has one outcome for each in each state. */
public sealed interface AgentEvent {

    /** Somebody wants something. */
    sealed interface Request extends AgentEvent {
        Cause cause();
    }

    /** Run. */
    record Start(Cause cause) implements Request {
    }

    /** Do not run. */
    record Stop(Cause cause) implements Request {
    }

    /** Run anew: stop if it runs, then start. */
    record Restart(Cause cause) implements Request {
    }

    /** Its program has ended too often in a row soon after its start: that is an error, however well it says it ended. */
    record EndedTooOften() implements AgentEvent {
    }

    /** What a {@link Command} came to. Each command has exactly one outcome, which carries its attempt. */
    sealed interface Outcome extends AgentEvent {
        long attempt();
    }

    /** The container runs and its terminal is held. */
    record Running(long attempt, String containerId, Instant startedAt) implements Outcome {
    }

    /** It does not run, or its terminal could not be had. */
    record StartFailed(long attempt, String reason) implements Outcome {
    }

    /** The container does not run any more. */
    record Stopped(long attempt, Exit exit) implements Outcome {
    }

    /** The container could not be stopped; it may still run. */
    record StopFailed(long attempt, String reason) implements Outcome {
    }

    /**
     * The engine has a running container of this agent that the hub did not start just now.
     *
     * @param adoptable whether its terminal can be taken up; if not, it is of no use and is stopped
     */
    record Found(String containerId, Instant startedAt, boolean adoptable) implements AgentEvent {
    }

    /**
     * The engine has a running container of this agent that somebody has paused. No engine hands over the terminal of one that stands still, so
     * it is taken up once the container goes on.
     */
    record FoundPaused(String containerId, Instant startedAt) implements AgentEvent {
    }

    /** That container runs, and the connection to its terminal has ended. */
    record TerminalLost(String containerId) implements AgentEvent {
    }

    /**
     * The program of that container ended by itself or by a foreign hand.
     *
     * @param startedAt which run of the container it was: one that is used again keeps its id, and news of its last end may be late
     */
    record Ended(String containerId, Instant startedAt, Exit exit) implements AgentEvent {
    }

    /**
     * Somebody paused that container, or let it go on.
     *
     * @param paused whether its program stands still now
     */
    record Paused(String containerId, boolean paused) implements AgentEvent {
    }
}
