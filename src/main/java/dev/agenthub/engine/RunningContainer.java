package dev.agenthub.engine;

import java.time.Instant;
import java.util.Objects;

/** A running container and its terminal. */
public record RunningContainer(String id, Instant startedAt, TerminalConnection terminal) {

    public RunningContainer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(terminal, "terminal");
    }
}
