package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path create(Instant at) throws IOException {
        try (var file = new RecordingFolder(folder).create(at, 2)) {
            return file.path();
        }
    }

    @Test
    void theNewestFileSortsLastEvenIfManyBeginInTheSameMillisecond() throws IOException {
        for (var i = 0; i < 5; i++) {
            var created = create(NOW);
            assertThat(new RecordingFolder(folder).files()).hasSizeLessThanOrEqualTo(2).last().isEqualTo(created);
        }
    }

    @Test
    void theNewestFileSortsLastEvenIfTheClockWasSetBack() throws IOException {
        create(NOW);
        var created = create(NOW.minus(Duration.ofDays(1)));
        assertThat(new RecordingFolder(folder).files()).hasSize(2).last().isEqualTo(created);
        assertThat(RecordingFolder.startedAt(created)).isEqualTo(NOW.plusMillis(1));
    }
}
