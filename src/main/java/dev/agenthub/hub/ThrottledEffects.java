package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.engine.EngineException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Has only so many starts under way at once, in the order they were asked for, so that a team of a hundred does not bury its engine. Each
 * has its time from when its turn has come. Stops need no turn: they make room.
 */
final class ThrottledEffects implements Effects {

    private final Effects effects;
    private final int atOnce;
    private final Duration bound;

    /* Guarded by this. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param bound how long a command may take: whatever has not answered by then has failed */
    ThrottledEffects(Effects effects, int atOnce, Duration bound) {
        this.effects = effects;
        this.atOnce = atOnce;
        this.bound = bound;
    }

    @Override
    public Uni<Outcome> run(AgentId agent, Command command) {
        var work = effects.run(agent, command)
                .ifNoItem().after(bound).failWith(this::noAnswer);
        return switch (command) {
            case Command.StartContainer start -> inTurn(work);
            case Command.AdoptContainer adopt -> inTurn(work);
            case Command.StopContainer stop -> work;
        };
    }

    private EngineException noAnswer() {
        return new EngineException(EngineException.Kind.TIMED_OUT,
                "The engine has not answered within %d s: see whether it hangs (docker ps), then try again.".formatted(bound.toSeconds()));
    }

    private Uni<Outcome> inTurn(Uni<Outcome> work) {
        return Uni.createFrom().emitter(emitter -> enter(
                () -> work.onTermination().invoke(this::leave).subscribe().with(emitter::complete, emitter::fail)));
    }

    private void enter(Runnable work) {
        synchronized (this) {
            if (underWay >= atOnce) {
                waiting.add(work);
                return;
            }
            underWay++;
        }
        work.run();
    }

    /** The place of one that is done goes to the next. */
    private void leave() {
        Optional<Runnable> next;
        synchronized (this) {
            next = Optional.ofNullable(waiting.poll());
            if (next.isEmpty()) {
                underWay--;
            }
        }
        next.ifPresent(Runnable::run);
    }
}
