package dev.agenthub.agent;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Immutable state of an agent, as the core knows it.
 *
 * @param since when it entered its state
 * @param attempt the number of its last command
 * @param pending the command whose outcome is awaited: a start, an adoption or a stop if the agent is starting or
 *     stopping, otherwise at most an inspection
 * @param lastExit how its program last ended
 */
public record Agent(AgentId id, Life life, Instant since, long attempt, Optional<Command> pending,
        Optional<Exit> lastExit) {

    public Agent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(lastExit, "lastExit");
        var inspects = pending.map(Command.InspectContainer.class::isInstance);
        if (inspects.map(inspection -> !inspection).orElse(false) != life.state().transitional()) {
            throw new IllegalArgumentException("%s and its pending command %s contradict each other."
                    .formatted(life, pending));
        }
        if (pending.isPresent() && pending.get().attempt() != attempt) {
            throw new IllegalArgumentException("Attempt %d does not number %s.".formatted(attempt, pending));
        }
    }

    /** An agent that has not been started yet. */
    public static Agent inactive(AgentId id, Instant now) {
        return new Agent(id, new Life.Inactive(new Why.NotStarted()), now, 0, Optional.empty(), Optional.empty());
    }

    /** The name of its state for clients. */
    public AgentState state() {
        return life.state();
    }

    /** Why it is in its state, for display. */
    public String reason() {
        return life.why().words();
    }

    /** The current run; after a failed stop or adoption, the one that may still be running. */
    public Optional<Run> run() {
        return life.knownRun();
    }

    /** When the program in its container started. */
    public Optional<Instant> startedAt() {
        return run().map(Run::startedAt);
    }

    /** Whether it is active and its container was paused outside the hub; a paused program reads no input. */
    public boolean paused() {
        return life instanceof Life.Active active && active.paused();
    }

    /** The same agent in another life, with no command pending. */
    Agent with(Life next, Instant now) {
        return new Agent(id, next, next.state() == state() ? since : now, attempt, Optional.empty(), lastExit);
    }

    /** The same agent in another life, with this command pending. */
    Agent with(Life next, Command command, Instant now) {
        return new Agent(id, next, next.state() == state() ? since : now, command.attempt(), Optional.of(command),
                lastExit);
    }

    /** The same agent in another life, with the same command pending. */
    Agent meanwhile(Life next, Instant now) {
        return new Agent(id, next, next.state() == state() ? since : now, attempt, pending, lastExit);
    }

    Agent exited(Exit exit) {
        return new Agent(id, life, since, attempt, pending, Optional.of(exit));
    }
}
