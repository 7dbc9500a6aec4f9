package dev.agenthub.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.TerminalBeginning;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Opens terminals. Calls block until their deadline.
 *
 * <p>Engine API: {@code POST /containers/{id}/attach}, {@code POST /containers/{id}/exec},
 * {@code POST /exec/{id}/start}.
 */
final class Terminals {

    /** A sequence that is rarely typed; with the engine's default (Ctrl-P, Ctrl-Q), Ctrl-P would be held back. */
    private static final String DETACH_KEYS = "ctrl-^,ctrl-],ctrl-\\,ctrl-_";
    private static final Logger LOG = Logger.getLogger(Terminals.class);

    private final EngineApi api;
    private final EngineCalls calls;

    /** @param calls for the terminals' later calls */
    Terminals(EngineApi api, EngineCalls calls) {
        this.api = api;
        this.calls = calls;
    }

    /** Attaches to a main process that is not running yet, so no output is missed. */
    DockerTerminal attachBeforeStart(String containerId) throws IOException {
        return new DockerTerminal(attach(containerId), new TerminalBeginning.Fresh(),
                new ContainerProcess.Main(containerId), calls);
    }

    /** Attaches to a running main process, with the output of the current run as far as the log has it. */
    DockerTerminal attachToRunning(InspectContainerResponse running) throws IOException, InterruptedException {
        var containerId = running.getId();
        var before = EngineApi.time(api.docker().infoCmd().exec());
        var connection = attach(containerId);
        try {
            return new DockerTerminal(connection, beginning(running, before, connection),
                    new ContainerProcess.Main(containerId), calls);
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private TerminalBeginning beginning(InspectContainerResponse running, Instant before, HijackedConnection live)
            throws IOException, InterruptedException {
        try {
            var since = ContainerLog.beginning(running.getState());
            return new TerminalBeginning.Replay(new ContainerLog(api).join(running.getId(), since, before, live));
        } catch (DockerException e) {
            // The log is lost or damaged; the program still runs.
            LOG.warnf("The log of container %s cannot be read: %s", running.getId(), EngineErrors.message(e));
            return new TerminalBeginning.Unknown();
        }
    }

    /** Runs the plan's command in a running container, in addition to its main process. */
    DockerTerminal exec(String containerId, ContainerPlan plan) throws IOException {
        var request = new ExecRequest(true, true, true, true, DETACH_KEYS, plan.command(),
                ContainerSpec.environment(plan), plan.workingDirectory(), plan.user().toString());
        String execId;
        try (var response = api.post("/containers/" + containerId + "/exec", request)) {
            execId = EngineApi.JSON.readTree(response.body()).path("Id").asText();
        } catch (ConflictException e) {
            throw new EngineException(EngineException.Kind.REFUSED, "The main process of image " + plan.image()
                    + " has already ended: hub.terminal=exec needs an image whose command keeps running;"
                    + " otherwise use hub.terminal=attach.", e);
        }
        var connection = api.hijack("/exec/" + execId + "/start", new ExecStart(false, true));
        return new DockerTerminal(new HijackedConnection("exec-" + shortened(execId), connection),
                new TerminalBeginning.Fresh(), new ContainerProcess.Exec(execId), calls);
    }

    private HijackedConnection attach(String containerId) throws IOException {
        var target = "/containers/" + containerId + "/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys="
                + URLEncoder.encode(DETACH_KEYS, StandardCharsets.UTF_8);
        return new HijackedConnection(shortened(containerId), api.hijack(target));
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
