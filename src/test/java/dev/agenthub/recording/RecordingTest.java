package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of a terminal are recorded to files that play back to the same screens. */
class RecordingTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path recordings() {
        return folder.resolve("recordings/qa");
    }

    @Test
    void aSessionIsAFileWithItsOutputSizesAndExitCode() throws Exception {
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin().prints("\033[31mred ü漢\r\n").resize(40, 10).prints("more").end();
            assertThat(recorded.files()).hasSize(1);
            var played = Playback.of(recorded.files().getFirst());
            assertThat(played.header.at("/term/type").asText()).isEqualTo("xterm-256color");
            assertThat(played.header.get("timestamp").asLong()).isEqualTo(recorded.clock.instant().getEpochSecond());
            assertThat(played.header.get("title").asText()).isEqualTo("qa");
            assertThat(played.all("r")).containsExactly("40x10");
            assertThat(played.all("i")).isEmpty();
            assertThat(played.events.getLast()).extracting(Playback.Event::code, Playback.Event::data)
                    .containsExactly("x", "7");
            assertThat(played.screen()).isEqualTo(recorded.screen());
        }
    }

    @Test
    void onlyTheOwnerCanReadARecording() throws Exception {
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin().prints("secret").end();
            assertThat(Files.getPosixFilePermissions(recorded.files().getFirst()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(recordings()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(recordings().getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void inputIsRecordedOnlyIfEnabled() throws Exception {
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin().type("pass\r").end();
            assertThat(Playback.of(recorded.files().getLast()).all("i")).isEmpty();
        }
        try (var recorded = new RecordedTerminal(recordings(), new RecordingLimits(1 << 20, 10, true))) {
            recorded.begin().type("pass\r").end();
            assertThat(Playback.of(recorded.files().getLast()).all("i")).containsExactly("pass\r");
        }
    }

    @Test
    void eachProgramHasItsOwnRecordingAndAnAdoptedOneBeginsWithItsScreen() throws Exception {
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin().prints("first").end();
            recorded.begin("said before\r\n").prints("said now").end();
            assertThat(recorded.files()).hasSize(2);
            var played = Playback.of(recorded.files().getLast());
            assertThat(played.screen().toText()).isEqualTo("said before\nsaid now\n");
            assertThat(played.screen()).isEqualTo(recorded.screen());
            assertThat(Playback.of(recorded.files().getFirst()).screen().toText()).isEqualTo("first\n");
        }
    }

    @Test
    void aLongSessionIsSplitIntoFilesThatPlayAloneAndTheOldestAreDeleted() throws Exception {
        var bound = 64 * 1024;
        try (var recorded = new RecordedTerminal(recordings(), new RecordingLimits(bound, 3, false))) {
            recorded.begin();
            for (var file = 0; file < 5; file++) {
                var known = recorded.recorder.running();
                for (var line = 0; line < 3000; line++) {
                    recorded.prints("\033[3%dmline %d of %d\033[m and something to fill it with\r\n"
                            .formatted(line % 8, line, file));
                }
                await("another file").atMost(TIMEOUT).until(() -> !recorded.recorder.running().equals(known));
            }
            recorded.prints("the end").end();
            var files = recorded.files();
            assertThat(files).hasSize(3);
            for (var file : files) {
                assertThat(Files.size(file)).isLessThan(bound + 4L * PendingEntries.BOUND);
                assertThat(Playback.of(file).screen().toText()).contains("something to fill");
            }
            var last = Playback.of(files.getLast());
            assertThat(last.header.get("title").asText()).matches("qa, part \\d+");
            assertThat(last.screen()).isEqualTo(recorded.screen());
        }
    }

    @Test
    void aRunningRecordingIsPlayableUpToItsLength() throws Exception {
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin().prints("so far");
            await("it is written").atMost(TIMEOUT).until(() -> recorded.recorder.running()
                    .filter(file -> writtenPart(file).contains("so far")).isPresent());
            var running = recorded.recorder.running().orElseThrow();
            assertThat(Playback.of(writtenPart(running)).screen().toText()).isEqualTo("so far\n");
        }
    }

    private static String writtenPart(CastFile file) {
        var length = (int) file.length();
        try {
            return new String(Files.readAllBytes(file.path()), 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFailingDiskDoesNotStopTheAgentAndRecordingResumesAfterwards() throws Exception {
        Files.createDirectories(recordings().getParent().getParent());
        Files.writeString(recordings().getParent(), "in the way");
        try (var recorded = new RecordedTerminal(recordings(), RecordedTerminal.LARGE)) {
            recorded.begin();
            for (var line = 0; line < 50_000; line++) {
                recorded.prints("unrecorded line " + line + "\r\n");
            }
            assertThat(recorded.screen().toText()).contains("unrecorded line 49999");
            Files.delete(recordings().getParent());
            await("it is recorded again").atMost(TIMEOUT).until(() -> recorded.recorder.running().isPresent());
            recorded.prints("recorded").end();
            var played = Playback.of(recorded.files().getFirst());
            assertThat(played.all("m")).isNotEmpty()
                    .allMatch(mark -> mark.matches("[1-9]\\d+ bytes of output are not recorded"));
            assertThat(played.screen()).isEqualTo(recorded.screen());
        }
    }
}
