package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentEvent.TerminalLost;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.ProjectError;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.terminal.AgentTerminal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Carries out commands on the engine, and follows the terminals that come of it. */
final class EngineEffects implements Effects {

    private static final Logger LOG = Logger.getLogger(EngineEffects.class);

    private final ContainerEngine engine;
    private final ProjectFiles files;
    private final AgentPlans plans;
    private final Function<AgentId, AgentTerminal> terminals;
    private final BiConsumer<AgentId, AgentEvent> report;
    private final Duration grace;
    private final WallWatch walls;

    /** @param report takes what happens to an agent later, when its program or its terminal's connection has ended */
    EngineEffects(ContainerEngine engine, ProjectFiles files, AgentPlans plans, Function<AgentId, AgentTerminal> terminals,
            BiConsumer<AgentId, AgentEvent> report, Duration grace, WallWatch walls) {
        this.engine = engine;
        this.files = files;
        this.plans = plans;
        this.terminals = terminals;
        this.report = report;
        this.grace = grace;
        this.walls = walls;
    }

    @Override
    public Uni<Outcome> run(AgentId agent, Command command) {
        return switch (command) {
            case Command.StartContainer start -> opened(agent, start.attempt(), Uni.createFrom()
                    .item(() -> plan(agent))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(engine::start));
            case Command.AdoptContainer adopt -> opened(agent, adopt.attempt(), engine.inspect(adopt.containerId())
                    .invoke(container -> tellEnd(agent, container))
                    .chain(container -> engine.adopt(container).invoke(running -> watch(agent, container))));
            case Command.StopContainer stop -> engine.stop(stop.containerId(), grace)
                    .map(exit -> new Stopped(stop.attempt(), exit));
        };
    }

    private ContainerPlan plan(AgentId agent) {
        var sight = files.prepare(agent);
        var plan = plans.container(agent, sight.binds());
        walls.begins(agent, sight);
        return plan;
    }

    /** What a container that ran already can see is known by what it would be given now. */
    private void watch(AgentId agent, EngineContainer container) {
        Infrastructure.getDefaultWorkerPool().execute(() -> {
            try {
                var sight = files.prepare(agent);
                var asPlanned = plans.container(agent, sight.binds()).hash().equals(container.planHash());
                walls.found(agent, sight, asPlanned, container.startedAt().orElse(Instant.EPOCH));
            } catch (ProjectError e) {
                walls.unknown(agent, e.getMessage());
            }
        });
    }

    /** Hands a container's terminal over. When nobody waits for it any more, the engine's adapter closes it. */
    private Uni<Outcome> opened(AgentId agent, long attempt, Uni<RunningContainer> container) {
        return container.invoke(running -> connect(agent, running))
                .map(running -> new Running(attempt, running.id(), running.startedAt()));
    }

    private void connect(AgentId agent, RunningContainer running) {
        terminals.apply(agent).connect(running.terminal(), () -> connectionEnded(agent, running));
    }

    /** The connection has ended: the engine knows whether the program has too. */
    private void connectionEnded(AgentId agent, RunningContainer run) {
        // The engine notes an end a moment after the connection's; asking for the exit waits until it has.
        run.terminal().exit().onFailure().recoverWithItem(Exit.UNKNOWN)
                .chain(exit -> engine.inspect(run.id()).invoke(container -> tell(agent, run, container, exit)))
                .subscribe().with(
                        container -> LOG.tracef("The connection to the terminal of %s ended.", agent),
                        failure -> tellWhatIsKnown(agent, run, failure));
    }

    private void tell(AgentId agent, RunningContainer run, EngineContainer container, Exit exit) {
        if (!container.running() || !container.startedAt().equals(Optional.of(run.startedAt()))) {
            report.accept(agent, new Ended(run.id(), run.startedAt(), exit));
        } else if (container.terminal() == TerminalMode.ATTACH) {
            // One that is paused is taken up when it goes on.
            report.accept(agent, container.paused() ? new AgentEvent.Paused(run.id(), true) : new TerminalLost(run.id()));
        } else {
            // In exec mode the program's end is the agent's end: the container that kept its place is stopped.
            report.accept(agent, new Ended(run.id(), run.startedAt(), exit));
            engine.stop(run.id(), Duration.ZERO).subscribe().with(
                    stopped -> LOG.debugf("The container of %s was stopped after its program.", agent),
                    failure -> LOG.warnf("The program of %s ended, but its container could not be stopped: %s", agent,
                            failure.getMessage()));
        }
    }

    private void tellWhatIsKnown(AgentId agent, RunningContainer run, Throwable failure) {
        if (failure instanceof EngineException e && e.kind() == EngineException.Kind.CONTAINER_GONE) {
            report.accept(agent, new Ended(run.id(), run.startedAt(), Exit.UNKNOWN));
        } else {
            // The engine's events and the next look at its list tell, as soon as it answers again.
            LOG.warnf("The terminal of %s ended, and the engine cannot say why: %s", agent, failure.getMessage());
        }
    }

    /** A container that was to be taken up and has ended meanwhile. */
    private void tellEnd(AgentId agent, EngineContainer container) {
        if (!container.running()) {
            container.startedAt().ifPresent(startedAt -> report.accept(agent,
                    new Ended(container.id(), startedAt, container.exit().orElse(Exit.UNKNOWN))));
        }
    }
}
