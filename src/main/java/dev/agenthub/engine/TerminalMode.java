package dev.agenthub.engine;

/** How the hub connects to a container's terminal. */
public enum TerminalMode {
    /** The terminal of the main process. The engine owns it, so it outlives the hub and can be adopted. */
    ATTACH,
    /** The terminal of an exec, in addition to the image's main process. It cannot be adopted. */
    EXEC
}
