package dev.agenthub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Network;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.StatusJson;
import dev.agenthub.api.Wire;
import dev.agenthub.docker.EngineFixture;
import dev.agenthub.home.RuntimeFile;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the packaged hub in its own process and project folder, on a real engine. {@code -Dagenthub.executable=path}
 * runs a native executable instead of the jar.
 */
public final class RunningHub implements AutoCloseable {

    public static final String TOKEN = "a-token-for-tests-0123456789abcdef";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static int count;

    /** Direct access to the engine, bypassing the hub. */
    public final EngineFixture engine = new EngineFixture();

    private final Path project;
    private final String prefix;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> wrapper = List.of();
    private Process process;
    private URI url;

    /** A hub with these agents on its roster. None starts automatically; each runs a shell. */
    public RunningHub(String... agents) {
        try {
            project = Files.createTempDirectory("hub-it").toRealPath();
            prefix = "it%d-%d-".formatted(ProcessHandle.current().pid(), ++count);
            Files.writeString(project.resolve("CLAUDE.md"), "# A test team\n");
            for (var agent : agents) {
                define(agent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("HUB_AGENTS", String.join(",", agents));
        set("HUB_ORCHESTRATOR_AGENT", agents[0]);
        set("HUB_ORCHESTRATOR_POLICY", "manual");
        set("HUB_CONTAINER_PREFIX", prefix);
        set("HUB_DOCKER_IMAGE", EngineFixture.IMAGE);
        set("HUB_AGENT_COMMAND", "sh");
        set("HUB_INBOX_WRITABLE", "true");
        set("HUB_STOP_GRACE", "1s");
        set("HUB_MEMORY", "256M");
        set("HUB_TOKEN", TOKEN);
        set("HUB_PORT", "0");
        set("HUB_STATE_DIR", project.resolve("state").toString());
        set("DOCKER_HOST", EngineFixture.host().toString());
    }

    /** Uses the same port for every start. */
    public RunningHub onFixedPort() {
        // Below the ephemeral ports, which other connections could take while the hub is down.
        for (var port : new Random().ints(1000, 20_000, 32_000).toArray()) {
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return set("HUB_PORT", Integer.toString(free.getLocalPort()));
            } catch (IOException e) {
                // Taken; try the next one.
            }
        }
        throw new AssertionError("There is no free port.");
    }

    /** The isolated network of its agents, which exists once one has been started. */
    public Optional<Network> network() {
        return engine.docker.listNetworksCmd().exec().stream().filter(network -> network.getName().startsWith(prefix))
                .findFirst();
    }

    /** Sets a variable of the hub's environment. Call it before the start. */
    public RunningHub set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Removes a variable from the hub's environment. */
    public RunningHub unset(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Limits the number of open files, like {@code ulimit -n}. */
    public RunningHub withOpenFiles(int limit) {
        wrapper = List.of("prlimit", "--nofile=" + limit + ":" + limit);
        return this;
    }

    /** Resets {@code SIGINT} to its default: background jobs of a shell inherit that it is ignored. */
    public RunningHub heedingSigint() {
        wrapper = List.of("env", "--default-signal=INT");
        return this;
    }

    /** Writes the definition of an agent. */
    public void define(String agent) throws IOException {
        var definition = project.resolve(".claude/agents/" + agent + ".md");
        Files.createDirectories(definition.getParent());
        Files.writeString(definition, "# " + agent + "\n");
    }

    /** Starts the hub and waits until it responds. */
    public RunningHub start() {
        launch();
        await("the hub responds").atMost(TIMEOUT).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The hub exited:\n" + log());
            }
            var runtime = RuntimeFile.read(project.resolve("state/hub.json")).orElseThrow();
            url = runtime.url();
            return runtime.pid() == process.pid()
                    && RestAssured.given().baseUri(url.toString()).get("/api/health").statusCode() == 200;
        });
        return this;
    }

    /** Starts the hub and waits until it has reached the engine. */
    public RunningHub startWithEngine() {
        start();
        await("the engine is reachable").atMost(TIMEOUT).until(() -> status().engine().reachable());
        return this;
    }

    /** Starts the hub without waiting. */
    public Process launch() {
        process = launchAnother();
        return process;
    }

    /** Starts a second hub in the same project and environment, without waiting. */
    public Process launchAnother() {
        return launchAnother(Map.of());
    }

    /** Like {@link #launchAnother()}, with some variables overridden. */
    public Process launchAnother(Map<String, String> overrides) {
        try {
            var builder = new ProcessBuilder(Stream.of(wrapper, command(), List.of("start")).flatMap(List::stream)
                    .toList())
                    .directory(project.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
            builder.environment().putAll(environment);
            builder.environment().putAll(overrides);
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(project.resolve("hub.log").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code and output of a command. */
    public record Result(int code, String out, String err) {
    }

    /** Runs a command in the project with the hub's environment, and waits for its end. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile("ran", ".out");
        var err = Files.createTempFile("ran", ".err");
        try {
            var builder = new ProcessBuilder(Stream.concat(command().stream(), Stream.of(arguments)).toList())
                    .directory(project.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
            builder.environment().putAll(environment);
            var verb = builder.start();
            if (!verb.waitFor(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS)) {
                verb.destroyForcibly();
                throw new AssertionError("agent-hub " + String.join(" ", arguments) + " does not exit:\n"
                        + Files.readString(err));
            }
            return new Result(verb.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The packaged program as a shell command. */
    public static String program() {
        return String.join(" ", command());
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        var executable = System.getProperty("agenthub.executable", "");
        if (!executable.isBlank()) {
            command.add(Path.of(executable).toAbsolutePath().toString());
        } else {
            var jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
            if (!Files.exists(jar)) {
                throw new AssertionError(jar + " is missing: run ./test.sh, or mvn package first.");
            }
            command.addAll(List.of(System.getProperty("java.home")
                    + "/bin/java", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        }
        return command;
    }

    /** Kills the hub with SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal, such as {@code TERM}. */
    public RunningHub signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor()).isZero();
        return this;
    }

    /** Waits for the hub to exit. Returns its exit code. */
    public int awaitEnd(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The hub does not exit:\n" + log());
        }
        return process.exitValue();
    }

    /** Stops the hub with SIGTERM and waits. Returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("The hub does not exit:\n" + log());
        }
        return process.exitValue();
    }

    /** REST calls with the token. */
    public RequestSpecification api() {
        return RestAssured.given(new RequestSpecBuilder().setBaseUri(url.toString())
                .addHeader("Authorization", "Bearer " + TOKEN).build());
    }

    /** REST calls with the token and one of the API's records as the body. */
    public RequestSpecification api(Object word) {
        return api().contentType(ContentType.JSON).body(Wire.write(word));
    }

    /** REST calls without the token. */
    public RequestSpecification anonymous() {
        return RestAssured.given().baseUri(url.toString());
    }

    public StatusJson status() {
        return read("/api/status", StatusJson.class);
    }

    public AgentJson agent(String id) {
        return read("/api/agents/" + id, AgentJson.class);
    }

    private <T> T read(String path, Class<T> word) {
        try {
            return Wire.JSON.readValue(api().get(path).asString(), word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitState(String agent, AgentState state) {
        await(agent + " is " + state).atMost(TIMEOUT).until(() -> agent(agent).state() == state);
    }

    /** Opens an authenticated WebSocket. */
    public TestViewer viewer(String... subprotocols) {
        return TestViewer.open(url, subprotocols);
    }

    public URI url() {
        return url;
    }

    /** The variables with which a command finds this hub and signs in. */
    public Map<String, String> access() {
        return Map.of("HUB_STATE_DIR", project.resolve("state").toString(), "HUB_TOKEN", TOKEN);
    }

    public Path project() {
        return project;
    }

    public String container(String agent) {
        return prefix + agent;
    }

    public Path inbox(String agent) {
        return project.resolve(".claude/users/" + agent + "/inbox");
    }

    public long pid() {
        return process.pid();
    }

    /** The hub's log. */
    public String log() {
        try {
            return Files.readString(project.resolve("hub.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (process != null && process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while the hub ends");
        }
        engine.docker.listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> container.getNames()[0].startsWith("/" + prefix))
                .forEach(container -> engine.docker.removeContainerCmd(container.getId()).withForce(true).exec());
        engine.docker.listNetworksCmd().exec().stream().filter(network -> network.getName().startsWith(prefix))
                .forEach(network -> engine.docker.removeNetworkCmd(network.getId()).exec());
        engine.close();
    }
}
