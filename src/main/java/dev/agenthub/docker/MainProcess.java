package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.agent.Exit;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A container's main process.
 *
 * <p>Engine API: {@code POST /containers/{id}/resize}, {@code POST /containers/{id}/wait},
 * {@code GET /containers/{id}/json}.
 */
record MainProcess(DockerClient docker, EngineHttp http, String containerId) implements ContainerProcess {

    /** The engine closes a terminal some milliseconds before it records the exit code. */
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(2);

    @Override
    public void resize(int cols, int rows) {
        docker.resizeContainerCmd(containerId).withSize(rows, cols).exec();
    }

    @Override
    public Exit exit() throws IOException {
        if (!awaitEnd()) {
            return Exit.UNKNOWN;
        }
        return lastExit(docker, containerId);
    }

    /** {@return how a container's last run ended, or {@link Exit#UNKNOWN} if it is running or gone} */
    static Exit lastExit(DockerClient docker, String containerId) {
        try {
            var state = docker.inspectContainerCmd(containerId).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning()) || state.getExitCodeLong() == null) {
                return Exit.UNKNOWN;
            }
            return new Exit(OptionalInt.of(state.getExitCodeLong().intValue()),
                    Boolean.TRUE.equals(state.getOOMKilled()));
        } catch (NotFoundException e) {
            return Exit.UNKNOWN; // removed in the meantime
        }
    }

    private boolean awaitEnd() throws IOException {
        try (var response = http.post("/containers/" + containerId + "/wait?condition=not-running", null, EXIT_TIMEOUT);
                var deadline = new Deadline(EXIT_TIMEOUT, response)) {
            try {
                response.body().readAllBytes(); // some engines send the head first and the body only at the end
                return true;
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        } catch (SocketTimeoutException e) {
            return false; // it is still running
        } catch (EngineRefusal e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }
}
