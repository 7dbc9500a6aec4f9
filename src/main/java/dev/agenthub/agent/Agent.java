package dev.agenthub.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * Immutable state of an agent, as the core knows it.
 *
 * @param reason why it is in this state, for display
 * @param since when it entered this state
 * @param attempt the attempt number of its last command
 * @param container the running container, or one that may still run after a failed stop
 * @param lastExit how its program last ended
 * @param startNext whether it starts again once it has stopped
 * @param ended the run whose end was reported while a command was pending
 * @param paused whether its container was paused outside the hub; a paused program reads no input
 */
public record Agent(AgentId id, AgentState state, String reason, Instant since, long attempt,
        Optional<Container> container, Optional<Exit> lastExit, boolean startNext, Optional<Container> ended,
        boolean paused) {

    /** One run of a container. */
    public record Container(String id, Instant startedAt) {
    }

    /** An agent that has not been started yet. */
    public static Agent inactive(AgentId id, Instant now) {
        return new Agent(id, AgentState.INACTIVE, "not started", now, 0, Optional.empty(), Optional.empty(), false,
                Optional.empty(), false);
    }

    Agent moveTo(AgentState next, String reason, Instant now) {
        return new Agent(id, next, reason, next == state ? since : now, attempt, container, lastExit, startNext, ended,
                paused);
    }

    Agent withReason(String next) {
        return new Agent(id, state, next, since, attempt, container, lastExit, startNext, ended, paused);
    }

    Agent nextAttempt() {
        return new Agent(id, state, reason, since, attempt + 1, container, lastExit, startNext, ended, paused);
    }

    Agent withContainer(Optional<Container> running) {
        return new Agent(id, state, reason, since, attempt, running, lastExit, startNext, ended,
                paused && container.equals(running));
    }

    Agent withStartNext(boolean start) {
        return new Agent(id, state, reason, since, attempt, container, lastExit, start, ended, paused);
    }

    Agent withPaused(boolean now) {
        return new Agent(id, state, reason, since, attempt, container, lastExit, startNext, ended, now);
    }

    Agent withEnded(Container run, Exit exit) {
        return new Agent(id, state, reason, since, attempt, container, Optional.of(exit), startNext, Optional.of(run), paused);
    }

    Agent exited(Exit exit) {
        return new Agent(id, state, reason, since, attempt, Optional.empty(), Optional.of(exit), startNext, Optional.empty(), false);
    }

    Agent clearEnded() {
        return new Agent(id, state, reason, since, attempt, container, lastExit, startNext, Optional.empty(), paused);
    }

    boolean hasEnded() {
        return container.isPresent() && container.equals(ended);
    }

    boolean runs(String containerId) {
        return container.filter(c -> c.id().equals(containerId)).isPresent();
    }
}
