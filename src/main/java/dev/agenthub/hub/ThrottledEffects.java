package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.engine.StartWatch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Limits the number of concurrent starts, so that a large team does not overload the engine. Starts run in request
 * order. Stops and inspections are not limited.
 */
@Singleton
final class ThrottledEffects implements Effects {

    /** With more, an engine only slows down. */
    private static final int MAX_CONCURRENT_STARTS = 8;

    private final Effects effects;
    private final int limit;

    /* Guarded by this. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    @Inject
    ThrottledEffects(EngineEffects effects) {
        this(effects, MAX_CONCURRENT_STARTS);
    }

    ThrottledEffects(Effects effects, int limit) {
        this.effects = effects;
        this.limit = limit;
    }

    @Override
    public Uni<Result> run(AgentId agent, Command command, StartWatch watch) {
        var work = effects.run(agent, command, watch);
        return switch (command) {
            case Command.StartContainer _, Command.AdoptContainer _ -> inTurn(work);
            case Command.StopContainer _, Command.InspectContainer _ -> work;
        };
    }

    private Uni<Result> inTurn(Uni<Result> work) {
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
