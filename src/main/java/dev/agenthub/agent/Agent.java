package dev.agenthub.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * All that the core knows about an agent at one moment.
 *
 * @param reason why it is in this state, in words for people
 * @param since when it came into this state
 * @param attempt the attempt of the last command given for it
 * @param container what runs, or may still run after a stop that failed
 * @param lastExit how its program last ended
 * @param startNext whether it is to be started once it has stopped
 * @param ended the run whose end was reported while a command was under way
 * @param paused whether its container was paused from outside: its program stands still, and reads nothing
 */
public record Agent(AgentId id, AgentState state, String reason, Instant since, long attempt,
        Optional<Container> container, Optional<Exit> lastExit, boolean startNext, Optional<Container> ended,
        boolean paused) {

    /** One run of a container. */
    public record Container(String id, Instant startedAt) {
    }

    /** An agent that nobody has started yet. */
    public static Agent inactive(AgentId id, Instant now) {
        return new Agent(id, AgentState.INACTIVE, "not started", now, 0, Optional.empty(), Optional.empty(), false,
                Optional.empty(), false);
    }

    Agent in(AgentState next, String why, Instant now) {
        return new Agent(id, next, why, next == state ? since : now, attempt, container, lastExit, startNext, ended, paused);
    }

    Agent because(String why) {
        return new Agent(id, state, why, since, attempt, container, lastExit, startNext, ended, paused);
    }

    Agent commanding() {
        return new Agent(id, state, reason, since, attempt + 1, container, lastExit, startNext, ended, paused);
    }

    Agent with(Optional<Container> running) {
        return new Agent(id, state, reason, since, attempt, running, lastExit, startNext, ended,
                paused && container.equals(running));
    }

    Agent startingNext(boolean start) {
        return new Agent(id, state, reason, since, attempt, container, lastExit, start, ended, paused);
    }

    Agent pausing(boolean now) {
        return new Agent(id, state, reason, since, attempt, container, lastExit, startNext, ended, now);
    }

    Agent sawEnd(Container run, Exit exit) {
        return new Agent(id, state, reason, since, attempt, container, Optional.of(exit), startNext, Optional.of(run), paused);
    }

    Agent exited(Exit exit) {
        return new Agent(id, state, reason, since, attempt, Optional.empty(), Optional.of(exit), startNext, Optional.empty(), false);
    }

    Agent forgetEnd() {
        return new Agent(id, state, reason, since, attempt, container, lastExit, startNext, Optional.empty(), paused);
    }

    boolean hasEnded() {
        return container.isPresent() && container.equals(ended);
    }

    boolean runs(String containerId) {
        return container.filter(c -> c.id().equals(containerId)).isPresent();
    }
}
