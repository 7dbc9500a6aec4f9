package dev.agenthub.docker;

import dev.agenthub.agent.Exit;

/**
 * The engine's view of what runs in a terminal: a container's main process, or an exec. Calls block, bounded in time.
 */
interface ContainerProcess {

    void resize(int cols, int rows);

    /** How it ended; waits a moment for an end that is just being noted; {@link Exit#UNKNOWN} where it still runs. */
    Exit exit() throws Exception;
}
