package dev.agenthub.engine;

import java.time.Instant;

/**
 * A container that runs, and its terminal.
 *
 * @param reused whether an earlier container was taken up rather than a new one made
 */
public record RunningContainer(String id, Instant startedAt, boolean reused, TerminalConnection terminal) {
}
