package dev.agenthub.docker;

import dev.agenthub.agent.Exit;
import dev.agenthub.docker.http.HttpClient;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import dev.agenthub.engine.EngineSign;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.engine.TerminalMode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The hub's container engine, implemented by the Docker Engine. The constructor opens no connection, so it works
 * without a running engine. Unis are lazy, run on virtual threads and fail only with {@link EngineException}; each
 * subscription makes a new call.
 *
 * <p>Engine API: 1.41 or later; requests name no version.
 */
public final class DockerEngine implements ContainerEngine {

    /** Calls can take seconds on a busy machine; longer than this is a hang. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SURVEY_TIMEOUT = Duration.ofSeconds(10);
    /** Time for a stop in addition to the program's grace period. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(30);

    private final DockerHost host;
    private final DockerProject project;
    private final Duration answerTimeout;
    private final EngineCalls calls;
    private final Networks networks;
    private final EngineEvents events;
    private final EngineSigns signs;
    private final Survey survey;

    /**
     * @param project its containers are the hub's; those of other projects are foreign
     * @param warnings receives a user-facing message when the engine silently does less than requested
     * @throws IllegalArgumentException with a user-facing message if the host's certificates cannot be used
     */
    public DockerEngine(DockerHost host, DockerProject project, Consumer<String> warnings) {
        this(host, project, warnings, ANSWER_TIMEOUT);
    }

    /** @param answerTimeout of calls that neither start nor stop a container */
    DockerEngine(DockerHost host, DockerProject project, Consumer<String> warnings, Duration answerTimeout) {
        this.host = host;
        this.project = project;
        this.answerTimeout = answerTimeout;
        var errors = new EngineErrors(host);
        calls = new EngineCalls(new DockerSettings(host), new HttpClient(host.endpoint()), errors);
        var separation = new Separation(host, Path.of("/"));
        networks = new Networks(project, separation, warnings);
        events = new EngineEvents(calls, errors, project.id());
        signs = new EngineSigns(calls, errors, host);
        survey = new Survey(host, separation);
    }

    @Override
    public String address() {
        return host.toString();
    }

    @Override
    public Uni<List<EngineContainer>> list() {
        return calls.call("list the containers", answerTimeout, api -> new Containers(api, project).list());
    }

    @Override
    public Uni<RunningContainer> start(ContainerPlan plan, StartLimits limits, StartWatch watch) {
        return calls.call("start container " + project.container(plan.agent()), limits.start(),
                api -> ContainerStarter.start(api, project, plan, limits, networks, calls, watch),
                abandoned -> abandoned.terminal().close());
    }

    @Override
    public Uni<RunningContainer> adopt(String containerId) {
        return calls.call("attach to container " + containerId, answerTimeout,
                api -> attach(api, containerId), abandoned -> abandoned.terminal().close());
    }

    @Override
    public Uni<Exit> stop(String containerId, Duration grace) {
        return calls.call("stop container " + containerId, grace.plus(STOP_MARGIN),
                api -> new Containers(api, project).stop(containerId, grace));
    }

    @Override
    public Uni<EngineContainer> inspect(String containerId) {
        return calls.call("inspect container " + containerId, answerTimeout,
                api -> new Containers(api, project).ours(containerId));
    }

    @Override
    public Multi<EngineEvent> events() {
        return events.stream();
    }

    @Override
    public Multi<EngineSign> signs() {
        return signs.stream();
    }

    @Override
    public Uni<List<EngineFinding>> examine(EngineNeeds needs) {
        return calls.call("report its capabilities", SURVEY_TIMEOUT, api -> survey.examine(api, needs))
                .onFailure(EngineException.class).recoverWithItem(failure -> survey.unavailable(failure.getMessage()));
    }

    @Override
    public void close() {
        calls.close();
    }

    private RunningContainer attach(EngineApi api, String id) throws IOException, InterruptedException {
        var containers = new Containers(api, project);
        var found = containers.present(id);
        var container = containers.ours(found);
        if (container.terminal() != TerminalMode.ATTACH) {
            throw new EngineException(EngineException.Kind.REFUSED, "The terminal of " + container.name()
                    + " belongs to an exec and cannot be adopted: stop the agent and start it again.");
        }
        if (!container.running()) {
            throw new EngineException(EngineException.Kind.REFUSED, "Container " + container.name()
                    + " is not running: start the agent.");
        }
        if (container.paused()) {
            throw new EngineException(EngineException.Kind.REFUSED, "Container " + container.name()
                    + " is paused: resume it (docker unpause).");
        }
        return new RunningContainer(container, new Terminals(api, calls).attachToRunning(found));
    }
}
