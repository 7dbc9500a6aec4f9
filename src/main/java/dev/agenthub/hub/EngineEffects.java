package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Inspected;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Command.AdoptContainer;
import dev.agenthub.agent.Command.InspectContainer;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.Sighting;
import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.ProjectError;
import dev.agenthub.project.ProjectFiles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Executes commands on the engine. */
@Singleton
final class EngineEffects implements Effects {

    private static final int MAX_DISK_THREADS = 4;

    private final ContainerEngine engine;
    private final ProjectFiles files;
    private final AgentPlans plans;
    private final StartLimits limits;
    private final WallWatch walls;
    private final Duration grace;
    /** Runs what blocks on the project's files. */
    private final ExecutorService disk = Executors.newFixedThreadPool(MAX_DISK_THREADS,
            Thread.ofVirtual().name("project-files-", 0).factory());

    EngineEffects(ContainerEngine engine, ProjectFiles files, AgentPlans plans, WallWatch walls, HubConfig config) {
        this.engine = engine;
        this.files = files;
        this.plans = plans;
        this.limits = new StartLimits(config.pullTimeout(), config.startTimeout().plus(config.stopGrace()));
        this.walls = walls;
        this.grace = config.stopGrace();
    }

    @PreDestroy
    void close() {
        disk.shutdown();
    }

    @Override
    public Uni<Result> run(AgentId agent, Command command, StartWatch watch) {
        return switch (command) {
            case StartContainer(var attempt) -> Uni.createFrom().item(() -> plan(agent)).runSubscriptionOn(disk)
                    .ifNoItem().after(limits.start()).failWith(EngineEffects::filesHang)
                    .chain(plan -> engine.start(plan, limits, watch)).map(started -> running(attempt, started));
            case AdoptContainer(var attempt, var run) -> engine.adopt(run.containerId())
                    .invoke(adopted -> watchAdopted(agent, adopted.container()))
                    .map(adopted -> running(attempt, adopted))
                    .onFailure().recoverWithUni(failure -> notAdopted(run.containerId(), failure)
                            .map(sighting -> new Result(new Inspected(attempt, sighting))));
            case StopContainer(var attempt, var run, var ended) ->
                    engine.stop(run.containerId(), ended ? Duration.ZERO : grace)
                            .onFailure().recoverWithUni(failure -> exit(run.containerId(), failure))
                            .map(exit -> new Result(new Stopped(attempt, exit)));
            case InspectContainer(var attempt, var id, var reported) -> sighting(id, reported)
                    .map(sighting -> new Result(new Inspected(attempt, sighting)));
        };
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

    private static Result running(long attempt, RunningContainer opened) {
        return new Result(new Running(attempt, Sightings.run(opened)), Optional.of(opened.terminal()));
    }

    /** The container may have ended or been paused since the decision to adopt it; otherwise this fails. */
    private Uni<Sighting> notAdopted(String containerId, Throwable failure) {
        return sighting(containerId, Exit.UNKNOWN).onFailure().transform(unanswered -> failure)
                .chain(sighting -> sighting instanceof Sighting.Alive(_, var paused) && !paused
                        ? Uni.createFrom().failure(failure) : Uni.createFrom().item(sighting));
    }

    /** After a failed stop: how the container ended, or the failure if it still runs or the engine does not say. */
    private Uni<Exit> exit(String containerId, Throwable failure) {
        return sighting(containerId, Exit.UNKNOWN).onFailure().transform(unanswered -> failure)
                .chain(sighting -> switch (sighting) {
                    case Sighting.NotRunning(_, var exit) -> Uni.createFrom().item(exit);
                    case Sighting.Alive _ -> Uni.createFrom().failure(failure);
                });
    }

    private Uni<Sighting> sighting(String containerId, Exit reported) {
        return engine.inspect(containerId).map(container -> Sightings.of(container, reported))
                .onFailure(EngineEffects::isGone)
                .recoverWithItem(() -> new Sighting.NotRunning(containerId, reported));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof EngineException e && e.kind() == EngineException.Kind.CONTAINER_GONE;
    }

    /** Derives what an adopted container can read from the mounts it would get now. */
    private void watchAdopted(AgentId agent, EngineContainer container) {
        disk.execute(() -> {
            try {
                var mounts = files.prepare(agent);
                var asPlanned = plans.container(agent, mounts.mounts()).hash().equals(container.planHash());
                walls.adopted(agent, mounts, asPlanned, container.startedAt().orElse(Instant.EPOCH));
            } catch (ProjectError e) {
                walls.mountsUnknown(agent, e.getMessage());
            }
        });
    }
}
