package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.AgentNetwork;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.ContainerPlan.Limits;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.engine.Variables;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real engine for a test, with its own project and a busybox image. Closing it closes the terminals it opened and
 * removes the project's containers. Fails if no engine is configured.
 */
public final class EngineFixture implements AutoCloseable {

    public static final String IMAGE = "eng-busybox:test";
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Object BUILDING = new Object();
    private static boolean built;

    public final String project = "eng-" + UUID.randomUUID().toString().substring(0, 8);
    /** For inspecting the engine without the adapter. */
    public final DockerClient docker = client(host());
    public final DockerEngine engine = engine(host());

    private final List<TerminalConnection> terminals = new CopyOnWriteArrayList<>();

    public EngineFixture() {
        synchronized (BUILDING) {
            if (!built) {
                buildImage();
                built = true;
            }
        }
    }

    /** The engine that {@code DOCKER_HOST} names. */
    public static DockerHost host() {
        if (System.getenv().getOrDefault("DOCKER_HOST", "").isBlank()) {
            throw new AssertionError("No Docker Engine: run ./test.sh, or set DOCKER_HOST to an engine for tests.");
        }
        return DockerHost.find(System.getenv());
    }

    /** A raw connection to the engine, which has a Unix socket. */
    static SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(host().socketFile().orElseThrow()));
    }

    /** Another adapter of this project, at this address. */
    DockerEngine engine(DockerHost host) {
        var root = Path.of("/");
        return new DockerEngine(host, new DockerProject(project, project + "-", root, root), message -> { });
    }

    /** A plan of this project whose terminal runs a shell script. */
    public ContainerPlan plan(String agent, String script) {
        return plan(agent, IMAGE, TerminalMode.ATTACH, List.of("sh", "-c", script));
    }

    /** As {@link #plan(String, String)}, but without a CPU limit. */
    public ContainerPlan unlimited(String agent, String script) {
        var plan = plan(agent, script);
        return new ContainerPlan(plan.agent(), plan.image(), plan.command(), plan.terminal(), plan.environment(),
                plan.mounts(), plan.workingDirectory(), plan.hostAlias(), plan.user(), new Limits(64L << 20, 0, 128),
                plan.network(), plan.readOnlyRoot());
    }

    public ContainerPlan plan(String agent, String image, TerminalMode mode, List<String> command) {
        return new ContainerPlan(new AgentId(agent), image, command, mode,
                variables(Map.of("TERM", "xterm-256color", "HOME", "/tmp")), List.of(), "/tmp",
                Optional.of("host.docker.internal"), new Ids(1000, 1000), new Limits(64L << 20, 0.5, 128),
                new AgentNetwork.Named("bridge"), false);
    }

    /** The name of a plan's container. */
    public String name(ContainerPlan plan) {
        return project + "-" + plan.agent();
    }

    static Variables variables(Map<String, String> values) {
        return Variables.sealed(values, new byte[32]);
    }

    public RunningContainer start(ContainerPlan plan) {
        return owned(get(start(engine, plan)));
    }

    /** Starts a plan on another adapter. */
    static Uni<RunningContainer> start(DockerEngine engine, ContainerPlan plan) {
        return engine.start(plan, new StartLimits(TIMEOUT, TIMEOUT), doing -> true);
    }

    public RunningContainer adopt(EngineContainer container) {
        return owned(get(engine.adopt(container.id())));
    }

    /** Closes the terminal of a container that another engine object started, together with this fixture. */
    public RunningContainer owned(RunningContainer running) {
        terminals.add(running.terminal());
        return running;
    }

    public static <T> T get(Uni<T> uni) {
        return uni.await().atMost(TIMEOUT);
    }

    /** Containers of this project as the engine lists them. */
    public List<Container> containers() {
        return docker.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(Labels.PROJECT, project)).exec();
    }

    @Override
    public void close() throws IOException {
        terminals.forEach(TerminalConnection::close);
        containers().forEach(container -> docker.removeContainerCmd(container.getId()).withForce(true).exec());
        engine.close();
        docker.close();
    }

    private static DockerClient client(DockerHost host) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(host.toString()).build();
        return DockerClientImpl.getInstance(config,
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
    }

    private void buildImage() {
        if (!Files.isExecutable(BUSYBOX)) {
            throw new AssertionError("No " + BUSYBOX + ": install busybox-static for the tests' image.");
        }
        try {
            var folder = Files.createTempDirectory("eng-image");
            Files.copy(BUSYBOX, folder.resolve("busybox"));
            Files.writeString(folder.resolve("Dockerfile"), """
                    FROM scratch
                    COPY busybox /bin/busybox
                    RUN ["/bin/busybox", "--install", "-s", "/bin"]
                    RUN mkdir -m 1777 /tmp
                    CMD ["sh"]
                    """);
            docker.buildImageCmd(folder.toFile()).withTags(Set.of(IMAGE)).exec(new BuildImageResultCallback())
                    .awaitImageId();
            Files.delete(folder.resolve("busybox"));
            Files.delete(folder.resolve("Dockerfile"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new AssertionError("The tests' image could not be built.", e);
        }
    }
}
