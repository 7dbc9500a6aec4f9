package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineReport;
import dev.agenthub.engine.EngineSign;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.TerminalMode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The hub's container engine, implemented by the Docker Engine. The constructor opens no connection, so it works
 * without a running engine. Unis are lazy, run on virtual threads and fail only with {@link EngineException}; each
 * subscription makes a new call.
 *
 * <p>Engine API: 1.41 or later; requests name no version.
 */
public final class DockerEngine implements ContainerEngine, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DockerEngine.class);
    /** Calls can take seconds on a busy machine; longer than this is a hang. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    /** Includes the time to pull the image. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(6);
    private static final Duration SURVEY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_MARGIN = Duration.ofSeconds(30);

    private final DockerHost host;
    private final DockerClient docker;
    private final EngineCalls calls;
    private final Containers containers;
    private final Terminals terminals;
    private final ContainerStarter starter;
    private final EngineEvents events;
    private final EngineSigns signs;
    private final Survey survey;

    /** @param project as in {@link ContainerPlan#project()}: containers of other projects are foreign */
    public DockerEngine(DockerHost host, String project) {
        this(host, project, ANSWER_TIMEOUT, message -> { });
    }

    /** @param warnings receives a user-facing message when the engine silently does less than requested */
    public DockerEngine(DockerHost host, String project, Consumer<String> warnings) {
        this(host, project, ANSWER_TIMEOUT, warnings);
    }

    /** @param answerTimeout of calls that neither start nor stop a container */
    DockerEngine(DockerHost host, String project, Duration answerTimeout) {
        this(host, project, answerTimeout, message -> { });
    }

    private DockerEngine(DockerHost host, String project, Duration answerTimeout, Consumer<String> warnings) {
        this.host = host;
        var http = new EngineHttp(new EngineDialer(host, host.certificates().map(EngineCertificates::load)));
        docker = DockerClientImpl.getInstance(new DockerSettings(host), new EngineTransport(http, START_TIMEOUT));
        var errors = new EngineErrors(host);
        calls = new EngineCalls(errors, answerTimeout);
        containers = new Containers(docker, http, project);
        terminals = new Terminals(docker, http, calls);
        var separation = new Separation(http, host, Path.of("/"), SURVEY_TIMEOUT);
        starter = new ContainerStarter(docker, containers, new Images(docker),
                new Networks(docker, separation, project, warnings), terminals);
        events = new EngineEvents(http, errors, project);
        signs = new EngineSigns(http, errors, host);
        survey = new Survey(http, host.toString(), separation);
    }

    @Override
    public String address() {
        return host.toString();
    }

    @Override
    public Uni<List<EngineContainer>> list() {
        return calls.call("list the containers", containers::list);
    }

    @Override
    public Uni<RunningContainer> start(ContainerPlan plan) {
        return calls.call("start container " + plan.name(), START_TIMEOUT, () -> starter.start(plan),
                abandoned -> abandoned.terminal().close());
    }

    @Override
    public Uni<RunningContainer> adopt(EngineContainer container) {
        return calls.call("attach to container " + container.name(), ANSWER_TIMEOUT,
                () -> attach(container.id()),
                abandoned -> abandoned.terminal().close());
    }

    @Override
    public Uni<Exit> stop(String containerId, Duration grace) {
        return calls.call("stop container " + containerId, grace.plus(STOP_MARGIN),
                () -> containers.stop(containerId, grace), abandoned -> { });
    }

    @Override
    public Uni<EngineContainer> inspect(String containerId) {
        return calls.call("inspect container " + containerId, () -> containers.ours(containerId));
    }

    @Override
    public Multi<EngineEvent> events() {
        return events.stream();
    }

    @Override
    public Multi<EngineSign> signs() {
        return signs.stream();
    }

    /** Reports the engine's version and capabilities, and which of these images it has. */
    public Uni<EngineReport> report(Collection<String> images) {
        return calls.call("report its capabilities", () -> survey.ask(images, SURVEY_TIMEOUT));
    }

    /** Ends pending calls. Terminals and event streams stay open; their owners close them. */
    @Override
    public void close() {
        calls.close();
        try {
            docker.close();
        } catch (IOException e) {
            LOG.debug("Could not close the Docker client cleanly", e);
        }
    }

    private RunningContainer attach(String id) throws IOException, InterruptedException {
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
        var started = container.startedAt().orElseThrow();
        return new RunningContainer(id, started, true, terminals.attachToRunning(found));
    }
}
