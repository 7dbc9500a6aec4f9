package dev.agenthub.docker;

import dev.agenthub.agent.Exit;

/**
 * The process in a terminal: a container's main process, or an exec. Calls block up to a timeout.
 */
interface ContainerProcess {

    void resize(int cols, int rows);

    /** {@return how it ended} Waits up to two seconds for the exit; {@link Exit#UNKNOWN} if it is still running. */
    Exit exit() throws Exception;
}
