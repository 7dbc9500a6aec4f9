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
 * The Docker Engine as the hub's container engine. Constructing it opens no connection, so it can be made where no
 * engine answers. Unis are lazy, run on virtual threads of its own and fail with {@link EngineException} only; each
 * subscription calls the engine anew.
 *
 * <p>Engine API: from 1.41 on; no version is asked for.
 */
public final class DockerEngine implements ContainerEngine, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DockerEngine.class);
    /** Seconds are usual on a busy machine; more than this is a hang. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    /** A start may pull its image. */
    private static final Duration START_WITHIN = Duration.ofMinutes(6);
    private static final Duration SURVEY_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_MARGIN = Duration.ofSeconds(30);

    private final DockerHost host;
    private final DockerClient docker;
    private final EngineCalls calls;
    private final Containers containers;
    private final Terminals terminals;
    private final ContainerStarter launch;
    private final EngineEvents events;
    private final EngineSigns signs;
    private final Survey survey;

    /** @param project as in {@link ContainerPlan#project()}: containers of other projects are foreign */
    public DockerEngine(DockerHost host, String project) {
        this(host, project, ANSWER_WITHIN, message -> { });
    }

    /** @param trouble told, in a sentence for people, when the engine does less than is asked of it without refusing */
    public DockerEngine(DockerHost host, String project, Consumer<String> trouble) {
        this(host, project, ANSWER_WITHIN, trouble);
    }

    /** @param answerWithin the bound of calls that neither start nor stop a container */
    DockerEngine(DockerHost host, String project, Duration answerWithin) {
        this(host, project, answerWithin, message -> { });
    }

    private DockerEngine(DockerHost host, String project, Duration answerWithin, Consumer<String> trouble) {
        this.host = host;
        var http = new EngineHttp(new EngineDialer(host, host.certificates().map(EngineCertificates::load)));
        docker = DockerClientImpl.getInstance(new DockerSettings(host), new EngineTransport(http, START_WITHIN));
        var failures = new EngineErrors(host);
        calls = new EngineCalls(failures, answerWithin);
        containers = new Containers(docker, http, project);
        terminals = new Terminals(docker, http, calls);
        var separation = new Separation(http, host, Path.of("/"), SURVEY_WITHIN);
        launch = new ContainerStarter(docker, containers, new Images(docker), new Networks(docker, separation, project, trouble), terminals);
        events = new EngineEvents(http, failures, project);
        signs = new EngineSigns(http, failures, host);
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
        return calls.call("start container " + plan.name(), START_WITHIN, () -> launch.start(plan),
                unwanted -> unwanted.terminal().close());
    }

    @Override
    public Uni<RunningContainer> adopt(EngineContainer container) {
        return calls.call("take up the terminal of container " + container.name(), ANSWER_WITHIN,
                () -> takeUp(container.id()),
                unwanted -> unwanted.terminal().close());
    }

    @Override
    public Uni<Exit> stop(String containerId, Duration grace) {
        return calls.call("stop container " + containerId, grace.plus(STOP_MARGIN),
                () -> containers.stop(containerId, grace), unwanted -> { });
    }

    @Override
    public Uni<EngineContainer> inspect(String containerId) {
        return calls.call("look at container " + containerId, () -> containers.ours(containerId));
    }

    @Override
    public Multi<EngineEvent> events() {
        return events.stream();
    }

    @Override
    public Multi<EngineSign> signs() {
        return signs.stream();
    }

    /** What the engine is and can, and which of these images it has. */
    public Uni<EngineReport> report(Collection<String> images) {
        return calls.call("say what it can", () -> survey.ask(images, SURVEY_WITHIN));
    }

    /** Ends the calls that are under way; terminals and event streams belong to whoever took them. */
    @Override
    public void close() {
        calls.close();
        try {
            docker.close();
        } catch (IOException e) {
            LOG.debug("Closing the connections to the engine failed; they end with this process", e);
        }
    }

    private RunningContainer takeUp(String id) throws IOException, InterruptedException {
        var found = containers.present(id);
        var container = containers.ours(found);
        if (container.terminal() != TerminalMode.ATTACH) {
            throw new EngineException(EngineException.Kind.REFUSED, "The terminal of " + container.name() + " is an exec's, which "
                    + "cannot be taken up again: stop the agent and start it.");
        }
        if (!container.running()) {
            throw new EngineException(EngineException.Kind.REFUSED, "Container " + container.name() + " does not run: start the agent.");
        }
        var started = container.startedAt().orElseThrow();
        return new RunningContainer(id, started, true, terminals.attachToRunning(found));
    }
}
