package dev.agenthub.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Takes up terminals. Calls block, bounded in time.
 *
 * <p>Engine API: {@code POST /containers/{id}/attach}, {@code POST /containers/{id}/exec},
 * {@code POST /exec/{id}/start}.
 */
final class Terminals {

    /** Bytes that hardly anybody types in a row: with the engine's default, Ctrl-P would be held back. */
    private static final String DETACH_KEYS = "ctrl-^,ctrl-],ctrl-\\,ctrl-_";
    private static final Duration HEAD_WITHIN = Duration.ofSeconds(15);
    private static final ContainerLog.Joined NOTHING = new ContainerLog.Joined(new byte[0], new byte[0]);

    private final DockerClient docker;
    private final EngineHttp http;
    private final EngineCalls calls;
    private final ContainerLog log;

    Terminals(DockerClient docker, EngineHttp http, EngineCalls calls) {
        this.docker = docker;
        this.http = http;
        this.calls = calls;
        this.log = new ContainerLog(http);
    }

    /** The terminal of a main process that does not run yet, so that its first byte is seen. */
    DockerTerminal attachBeforeStart(String containerId) throws IOException {
        return new DockerTerminal(attach(containerId), NOTHING, new MainProcess(docker, http, containerId), calls);
    }

    /** The terminal of a main process that runs, with what it has said in this run. */
    DockerTerminal attachToRunning(InspectContainerResponse running) throws IOException, InterruptedException {
        var containerId = running.getId();
        var before = EngineInfo.ask(http, HEAD_WITHIN).time();
        var connection = attach(containerId);
        try {
            var said = log.join(containerId, ContainerLog.beginning(running.getState()), before, connection);
            return new DockerTerminal(connection, said, new MainProcess(docker, http, containerId), calls);
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The terminal of a new process of the plan's command in a running container. */
    DockerTerminal exec(String containerId, ContainerPlan plan) throws IOException {
        var request = new ExecRequest(true, true, true, true, DETACH_KEYS, plan.command(), ContainerSpec.environment(plan),
                plan.workingDirectory(), plan.user());
        String execId;
        try (var response = http.post("/containers/" + containerId + "/exec", request, HEAD_WITHIN)) {
            execId = EngineHttp.JSON.readTree(response.body()).path("Id").asText();
        } catch (EngineRefusal e) {
            if (e.status() != 409) {
                throw e;
            }
            throw new EngineException(EngineException.Kind.REFUSED, "The main process of image " + plan.image() + " has ended already: "
                    + "hub.terminal=exec needs an image whose own command stays; use hub.terminal=attach.", e);
        }
        var response = http.hijack("/exec/" + execId + "/start", new ExecStart(false, true), HEAD_WITHIN);
        var connection = new HijackedConnection("exec-" + shortened(execId), response);
        return new DockerTerminal(connection, NOTHING, new ExecProcess(docker, execId), calls);
    }

    private HijackedConnection attach(String containerId) throws IOException {
        var target = "/containers/" + containerId + "/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys="
                + URLEncoder.encode(DETACH_KEYS, StandardCharsets.UTF_8);
        return new HijackedConnection(shortened(containerId), http.hijack(target, null, HEAD_WITHIN));
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }

    @RegisterForReflection
    private record ExecRequest(@JsonProperty("AttachStdin") boolean stdin, @JsonProperty("AttachStdout") boolean stdout,
            @JsonProperty("AttachStderr") boolean stderr, @JsonProperty("Tty") boolean tty,
            @JsonProperty("DetachKeys") String detachKeys, @JsonProperty("Cmd") List<String> command,
            @JsonProperty("Env") List<String> environment, @JsonProperty("WorkingDir") String workingDirectory,
            @JsonProperty("User") String user) {
    }

    @RegisterForReflection
    private record ExecStart(@JsonProperty("Detach") boolean detach, @JsonProperty("Tty") boolean tty) {
    }
}
