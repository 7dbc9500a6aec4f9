package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Limits the number of concurrent starts, so that a large team does not overload the engine. Starts run in request
 * order. Stops are not limited.
 */
final class ThrottledEffects implements Effects {

    private final Effects effects;
    private final int limit;

    /* Guarded by this. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    ThrottledEffects(Effects effects, int limit) {
        this.effects = effects;
        this.limit = limit;
    }

    @Override
    public Uni<Outcome> run(AgentId agent, Command command) {
        var work = effects.run(agent, command);
        return switch (command) {
            case Command.StartContainer start -> inTurn(work);
            case Command.AdoptContainer adopt -> inTurn(work);
            case Command.StopContainer stop -> work;
        };
    }

    private Uni<Outcome> inTurn(Uni<Outcome> work) {
        return Uni.createFrom().emitter(emitter -> enter(
                () -> work.onTermination().invoke(this::leave).subscribe().with(emitter::complete, emitter::fail)));
    }

    private void enter(Runnable work) {
        synchronized (this) {
            if (running >= limit) {
                waiting.add(work);
                return;
            }
            running++;
        }
        work.run();
    }

    /** Passes the slot of a finished start to the next one. */
    private void leave() {
        Optional<Runnable> next;
        synchronized (this) {
            next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                running--;
            }
        }
        next.ifPresent(Runnable::run);
    }
}
