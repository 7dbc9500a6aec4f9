package dev.agenthub.engine;

/** How the hub gets at a container's terminal. */
public enum TerminalMode {
    /** The terminal of the main process: the engine owns it, so it outlives the hub and can be taken up again. */
    ATTACH,
    /** A process of its own beside the image's main process: it cannot be taken up again, so it ends with its connection. */
    EXEC
}
