package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.agent.Exit;

/**
 * A process beside a container's main process.
 *
 * <p>Engine API: {@code POST /exec/{id}/resize}, {@code GET /exec/{id}/json}.
 */
record ExecProcess(DockerClient docker, String execId) implements ContainerProcess {

    private static final int LOOKS = 20;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    @Override
    public void resize(int cols, int rows) {
        docker.resizeExecCmd(execId).withSize(rows, cols).exec();
    }

    @Override
    public Exit exit() throws InterruptedException {
        try {
            for (var look = 0; look < LOOKS; look++) {
                var exec = docker.inspectExecCmd(execId).exec();
                if (!Boolean.TRUE.equals(exec.isRunning()) && exec.getExitCodeLong() != null) {
                    return Exit.of(exec.getExitCodeLong().intValue());
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS); // there is no wait for an exec
            }
        } catch (NotFoundException e) {
            return Exit.UNKNOWN; // gone with its container
        }
        return Exit.UNKNOWN;
    }
}
