package dev.agenthub.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One recorded file.
 *
 * @param file an asciicast v3 file; its first {@code bytes} are complete, and it may grow while {@code running}
 * @param duration from the beginning to the last event
 * @param running whether it is being written
 */
public record Recording(String name, Path file, Instant startedAt, long bytes, Duration duration, boolean running) {

    public Recording {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
    }
}
