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
 * Opens terminals. Calls block up to a timeout.
 *
 * <p>Engine API: {@code POST /containers/{id}/attach}, {@code POST /containers/{id}/exec},
 * {@code POST /exec/{id}/start}.
 */
final class Terminals {

    /** A sequence that is rarely typed; with the engine's default (Ctrl-P, Ctrl-Q), Ctrl-P would be held back. */
    private static final String DETACH_KEYS = "ctrl-^,ctrl-],ctrl-\\,ctrl-_";
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(15);
    private static final ContainerLog.Joined EMPTY = new ContainerLog.Joined(new byte[0], new byte[0]);

    private final DockerClient docker;
    private final EngineHttp http;
    private final EngineCalls calls;
    private final ContainerLog containerLog;

    Terminals(DockerClient docker, EngineHttp http, EngineCalls calls) {
        this.docker = docker;
        this.http = http;
        this.calls = calls;
        this.containerLog = new ContainerLog(http);
    }

    /** Attaches to a main process that is not running yet, so no output is missed. */
    DockerTerminal attachBeforeStart(String containerId) throws IOException {
        return new DockerTerminal(attach(containerId), EMPTY, new MainProcess(docker, http, containerId), calls);
    }

    /** Attaches to a running main process, with the output of the current run as history. */
    DockerTerminal attachToRunning(InspectContainerResponse running) throws IOException, InterruptedException {
        var containerId = running.getId();
        var before = EngineInfo.ask(http, HEAD_TIMEOUT).time();
        var connection = attach(containerId);
        try {
            var log = containerLog.join(containerId, ContainerLog.beginning(running.getState()), before, connection);
            return new DockerTerminal(connection, log, new MainProcess(docker, http, containerId), calls);
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Runs the plan's command in a running container, in addition to its main process. */
    DockerTerminal exec(String containerId, ContainerPlan plan) throws IOException {
        var request = new ExecRequest(true, true, true, true, DETACH_KEYS, plan.command(), ContainerSpec.environment(plan),
                plan.workingDirectory(), plan.user());
        String execId;
        try (var response = http.post("/containers/" + containerId + "/exec", request, HEAD_TIMEOUT)) {
            execId = EngineHttp.JSON.readTree(response.body()).path("Id").asText();
        } catch (EngineRefusal e) {
            if (e.status() != 409) {
                throw e;
            }
            throw new EngineException(EngineException.Kind.REFUSED, "The main process of image " + plan.image()
                    + " has already ended: hub.terminal=exec needs an image whose command keeps running;"
                    + " otherwise use hub.terminal=attach.", e);
        }
        var response = http.hijack("/exec/" + execId + "/start", new ExecStart(false, true), HEAD_TIMEOUT);
        var connection = new HijackedConnection("exec-" + shortened(execId), response);
        return new DockerTerminal(connection, EMPTY, new ExecProcess(docker, execId), calls);
    }

    private HijackedConnection attach(String containerId) throws IOException {
        var target = "/containers/" + containerId + "/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys="
                + URLEncoder.encode(DETACH_KEYS, StandardCharsets.UTF_8);
        return new HijackedConnection(shortened(containerId), http.hijack(target, null, HEAD_TIMEOUT));
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
