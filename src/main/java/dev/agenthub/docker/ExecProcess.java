package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.agent.Exit;

/**
 * An exec: a process in addition to the container's main process.
 *
 * <p>Engine API: {@code POST /exec/{id}/resize}, {@code GET /exec/{id}/json}.
 */
record ExecProcess(DockerClient docker, String execId) implements ContainerProcess {

    private static final int ATTEMPTS = 20;
    private static final long POLL_INTERVAL_MILLIS = 100;

    @Override
    public void resize(int cols, int rows) {
        docker.resizeExecCmd(execId).withSize(rows, cols).exec();
    }

    @Override
    public Exit exit() throws InterruptedException {
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                var exec = docker.inspectExecCmd(execId).exec();
                if (!Boolean.TRUE.equals(exec.isRunning()) && exec.getExitCodeLong() != null) {
                    return Exit.of(exec.getExitCodeLong().intValue());
                }
                Thread.sleep(POLL_INTERVAL_MILLIS); // the API has no wait for an exec
            }
        } catch (NotFoundException e) {
            return Exit.UNKNOWN; // the container is gone
        }
        return Exit.UNKNOWN;
    }
}
