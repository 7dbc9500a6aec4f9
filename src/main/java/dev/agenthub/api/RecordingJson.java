package dev.agenthub.api;

import dev.agenthub.recording.Recording;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A recording of an agent's terminal session.
 *
 * @param bytes the size written so far
 * @param running whether it is still being written
 */
@RegisterForReflection
public record RecordingJson(String name, Instant startedAt, long bytes, long seconds, boolean running) {

    public static RecordingJson of(Recording recording) {
        return new RecordingJson(recording.name(), recording.startedAt(), recording.bytes(),
                recording.duration().toSeconds(), recording.running());
    }
}
