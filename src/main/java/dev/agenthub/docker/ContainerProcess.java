package dev.agenthub.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.agent.Exit;
import java.util.Optional;

/** The process in a terminal: a container's main process, or an exec. Blocks. */
sealed interface ContainerProcess {

    void resize(EngineApi api, int cols, int rows);

    /** {@return how it ended; empty while it is running; {@link Exit#UNKNOWN} if its container is gone} */
    Optional<Exit> exit(EngineApi api);

    /**
     * A container's main process.
     *
     * <p>Engine API: {@code POST /containers/{id}/resize}, {@code GET /containers/{id}/json}.
     */
    record Main(String containerId) implements ContainerProcess {

        @Override
        public void resize(EngineApi api, int cols, int rows) {
            api.docker().resizeContainerCmd(containerId).withSize(rows, cols).exec();
        }

        @Override
        public Optional<Exit> exit(EngineApi api) {
            try {
                return Labels.exit(api.docker().inspectContainerCmd(containerId).exec().getState());
            } catch (NotFoundException e) {
                return Optional.of(Exit.UNKNOWN);
            }
        }
    }

    /**
     * An exec: a process in addition to the container's main process.
     *
     * <p>Engine API: {@code POST /exec/{id}/resize}, {@code GET /exec/{id}/json}.
     */
    record Exec(String execId) implements ContainerProcess {

        @Override
        public void resize(EngineApi api, int cols, int rows) {
            api.docker().resizeExecCmd(execId).withSize(rows, cols).exec();
        }

        @Override
        public Optional<Exit> exit(EngineApi api) {
            try {
                var exec = api.docker().inspectExecCmd(execId).exec();
                return Boolean.TRUE.equals(exec.isRunning()) || exec.getExitCodeLong() == null ? Optional.empty()
                        : Optional.of(Exit.of(exec.getExitCodeLong().intValue()));
            } catch (NotFoundException e) {
                return Optional.of(Exit.UNKNOWN);
            }
        }
    }
}
