package dev.agenthub.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * One file of what a terminal showed.
 *
 * @param file where it lies, an asciicast of version 3 of which {@code bytes} are written; more may follow while it is running
 * @param duration from its beginning to its last event
 * @param running whether it is being written
 */
public record Recording(String name, Path file, Instant startedAt, long bytes, Duration duration, boolean running) {
}
