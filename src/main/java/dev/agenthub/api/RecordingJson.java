package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.recording.Recording;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * One file of what an agent's terminal showed.
 *
 * @param bytes what is written of it so far
 * @param running whether it is being written
 */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record RecordingJson(String name, Instant startedAt, long bytes, long seconds, boolean running) {

    public static RecordingJson of(Recording recording) {
        return new RecordingJson(recording.name(), recording.startedAt(), recording.bytes(), recording.duration().toSeconds(),
                recording.running());
    }
}
