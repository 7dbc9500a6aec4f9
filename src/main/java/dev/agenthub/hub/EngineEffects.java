package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.StartProgress;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentEvent.TerminalLost;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
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
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Executes commands on the engine and watches the resulting terminals. */
final class EngineEffects implements Effects {

    private static final Logger LOG = Logger.getLogger(EngineEffects.class);

    private final ContainerEngine engine;
    private final ProjectFiles files;
    private final AgentPlans plans;
    private final Function<AgentId, AgentTerminal> terminals;
    private final BiConsumer<AgentId, AgentEvent> report;
    private final BiPredicate<AgentId, Long> wanted;
    private final StartLimits limits;
    private final Duration grace;
    private final WallWatch walls;

    /**
     * @param report receives other events: a start's progress, and the end of an agent's program or of the connection
     *               to its terminal
     * @param wanted whether the agent's pending start, by its attempt, is still wanted
     */
    EngineEffects(ContainerEngine engine, ProjectFiles files, AgentPlans plans, Function<AgentId, AgentTerminal> terminals,
            BiConsumer<AgentId, AgentEvent> report, BiPredicate<AgentId, Long> wanted, StartLimits limits, Duration grace, WallWatch walls) {
        this.engine = engine;
        this.files = files;
        this.plans = plans;
        this.terminals = terminals;
        this.report = report;
        this.wanted = wanted;
        this.limits = limits;
        this.grace = grace;
        this.walls = walls;
    }

    @Override
    public Uni<Outcome> run(AgentId agent, Command command) {
        return switch (command) {
            case Command.StartContainer start -> opened(agent, start.attempt(), Uni.createFrom()
                    .item(() -> plan(agent))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .ifNoItem().after(limits.start()).failWith(EngineEffects::filesHang)
                    .chain(plan -> engine.start(plan, limits, doing -> progress(agent, start.attempt(), doing))));
            case Command.AdoptContainer adopt -> opened(agent, adopt.attempt(), engine.inspect(adopt.containerId())
                    .invoke(container -> reportEnd(agent, container))
                    .chain(container -> engine.adopt(container).invoke(running -> watchAdopted(agent, container))));
            case Command.StopContainer stop -> engine.stop(stop.containerId(), grace)
                    .map(exit -> new Stopped(stop.attempt(), exit));
        };
    }

    private boolean progress(AgentId agent, long attempt, String doing) {
        report.accept(agent, new StartProgress(attempt, doing));
        return wanted.test(agent, attempt);
    }

    private static ProjectError filesHang() {
        return new ProjectError("The project's files do not respond: check its file system.");
    }

    private ContainerPlan plan(AgentId agent) {
        var mounts = files.prepare(agent);
        var plan = plans.container(agent, mounts.mounts());
        walls.starting(agent, mounts);
        return plan;
    }

    /** Derives what an adopted container can read from the mounts it would get now. */
    private void watchAdopted(AgentId agent, EngineContainer container) {
        Infrastructure.getDefaultWorkerPool().execute(() -> {
            try {
                var mounts = files.prepare(agent);
                var asPlanned = plans.container(agent, mounts.mounts()).hash().equals(container.planHash());
                walls.adopted(agent, mounts, asPlanned, container.startedAt().orElse(Instant.EPOCH));
            } catch (ProjectError e) {
                walls.mountsUnknown(agent, e.getMessage());
            }
        });
    }

    /** Connects the container's terminal. If the command has timed out, the engine's adapter closes it instead. */
    private Uni<Outcome> opened(AgentId agent, long attempt, Uni<RunningContainer> container) {
        return container.invoke(running -> connect(agent, running))
                .map(running -> new Running(attempt, running.id(), running.startedAt()));
    }

    private void connect(AgentId agent, RunningContainer running) {
        terminals.apply(agent).connect(running.terminal(), () -> connectionEnded(agent, running));
    }

    /** Asks the engine whether the program ended, too, or only its connection. */
    private void connectionEnded(AgentId agent, RunningContainer run) {
        // The engine records a program's end shortly after the connection's; the exit call waits for it.
        run.terminal().exit().onFailure().recoverWithItem(Exit.UNKNOWN)
                .chain(exit -> engine.inspect(run.id()).invoke(container -> reportEnd(agent, run, container, exit)))
                .subscribe().with(
                        container -> LOG.tracef("The connection to the terminal of %s ended.", agent),
                        failure -> reportFailure(agent, run, failure));
    }

    private void reportEnd(AgentId agent, RunningContainer run, EngineContainer container, Exit exit) {
        if (!container.running() || !container.startedAt().equals(Optional.of(run.startedAt()))) {
            report.accept(agent, new Ended(run.id(), run.startedAt(), exit));
        } else if (container.terminal() == TerminalMode.ATTACH) {
            // A paused container is adopted when it resumes.
            report.accept(agent, container.paused() ? new AgentEvent.Paused(run.id(), true) : new TerminalLost(run.id()));
        } else {
            // In exec mode the agent ends with its program, but its container still runs and must be stopped.
            report.accept(agent, new Ended(run.id(), run.startedAt(), exit));
            engine.stop(run.id(), Duration.ZERO).subscribe().with(
                    stopped -> LOG.debugf("The container of %s was stopped after its program ended.", agent),
                    failure -> LOG.warnf("The program of %s ended, but its container could not be stopped: %s", agent,
                            failure.getMessage()));
        }
    }

    private void reportFailure(AgentId agent, RunningContainer run, Throwable failure) {
        if (failure instanceof EngineException e && e.kind() == EngineException.Kind.CONTAINER_GONE) {
            report.accept(agent, new Ended(run.id(), run.startedAt(), Exit.UNKNOWN));
        } else {
            // The engine's events and the next reconcile settle it once the engine answers again.
            LOG.warnf("The terminal of %s ended; the engine did not say why: %s", agent, failure.getMessage());
        }
    }

    /** Reports the end of a container that ended before its adoption. */
    private void reportEnd(AgentId agent, EngineContainer container) {
        if (!container.running()) {
            container.startedAt().ifPresent(startedAt -> report.accept(agent,
                    new Ended(container.id(), startedAt, container.exit().orElse(Exit.UNKNOWN))));
        }
    }
}
