package dev.agenthub.engine;

import java.time.Instant;
import java.util.Objects;

/**
 * A container whose terminal was opened.
 *
 * @param container as it was seen when the terminal was opened; its program has started, and may have ended already
 */
public record RunningContainer(EngineContainer container, TerminalConnection terminal) {

    public RunningContainer {
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(terminal, "terminal");
        if (container.startedAt().isEmpty()) {
            throw new IllegalArgumentException("Container " + container.name() + " has not been started.");
        }
    }

    public String id() {
        return container.id();
    }

    /** When its program started. */
    public Instant startedAt() {
        return container.startedAt().orElseThrow();
    }
}
