package dev.agenthub.engine;

import java.time.Instant;

/**
 * A running container and its terminal.
 *
 * @param reused whether an existing container was used instead of a new one
 */
public record RunningContainer(String id, Instant startedAt, boolean reused, TerminalConnection terminal) {
}
