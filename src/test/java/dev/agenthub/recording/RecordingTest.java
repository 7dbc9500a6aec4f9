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
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal's sessions become files that play as the terminal did. */
class RecordingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path recordings() {
        return folder.resolve("recordings/qa");
    }

    @Test
    void aSessionIsAFileWithItsOutputItsSizesAndHowItEnded() throws Exception {
        var before = Instant.now().getEpochSecond();
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin().says("\033[31mred ü漢\r\n").resize(40, 10).says("more").end();
            assertThat(stage.files()).hasSize(1);
            var played = Playback.of(stage.files().getFirst());
            assertThat(played.header.at("/term/type").asText()).isEqualTo("xterm-256color");
            assertThat(played.header.get("timestamp").asLong()).isBetween(before, Instant.now().getEpochSecond());
            assertThat(played.header.get("title").asText()).isEqualTo("qa");
            assertThat(played.all("r")).containsExactly("40x10");
            assertThat(played.all("i")).isEmpty();
            assertThat(played.events.getLast()).extracting(Playback.Event::code, Playback.Event::data).containsExactly("x", "7");
            assertThat(played.screen()).isEqualTo(stage.terminal.screen());
        }
    }

    @Test
    void onlyTheOwnerReadsIt() throws Exception {
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin().says("secret").end();
            assertThat(Files.getPosixFilePermissions(stage.files().getFirst())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(recordings())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(recordings().getParent())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void whatIsTypedIsRecordedOnlyWhereThatIsWanted() throws Exception {
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin().type("pass\r").end();
            assertThat(Playback.of(stage.files().getLast()).all("i")).isEmpty();
        }
        try (var stage = new Stage(recordings(), new RecordingLimits(1 << 20, 10, true))) {
            stage.begin().type("pass\r").end();
            assertThat(Playback.of(stage.files().getLast()).all("i")).containsExactly("pass\r");
        }
    }

    @Test
    void eachProgramHasARecordingOfItsOwnAndAnAdoptedOneBeginsWithItsScreen() throws Exception {
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin().says("first").end();
            stage.begin("said before\r\n").says("said now").end();
            assertThat(stage.files()).hasSize(2);
            var played = Playback.of(stage.files().getLast());
            assertThat(played.screen().toText()).isEqualTo("said before\nsaid now\n");
            assertThat(played.screen()).isEqualTo(stage.terminal.screen());
            assertThat(Playback.of(stage.files().getFirst()).screen().toText()).isEqualTo("first\n");
        }
    }

    @Test
    void aLongSessionGoesOnInFilesThatPlayByThemselvesAndTheOldestMakeRoom() throws Exception {
        var bound = 64 * 1024;
        try (var stage = new Stage(recordings(), new RecordingLimits(bound, 3, false))) {
            stage.begin();
            for (var file = 0; file < 5; file++) {
                var known = stage.recorder.running();
                for (var line = 0; line < 3000; line++) {
                    stage.says("\033[3%dmline %d of %d\033[m and something to fill it with\r\n".formatted(line % 8, line, file));
                }
                await("another file").atMost(PATIENCE).until(() -> !stage.recorder.running().equals(known));
            }
            stage.says("the end").end();
            var files = stage.files();
            assertThat(files).hasSize(3);
            for (var file : files) {
                assertThat(Files.size(file)).isLessThan(bound + 2L * Tape.BOUND);
                assertThat(Playback.of(file).screen().toText()).contains("something to fill");
            }
            var last = Playback.of(files.getLast());
            assertThat(last.header.get("title").asText()).matches("qa, part \\d+");
            assertThat(last.screen()).isEqualTo(stage.terminal.screen());
        }
    }

    @Test
    void aRunningRecordingIsWholeAsFarAsItIsWritten() throws Exception {
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin().says("so far");
            await("it is written").atMost(PATIENCE).until(() -> stage.recorder.running()
                    .filter(file -> writtenOf(file).contains("so far")).isPresent());
            var running = stage.recorder.running().orElseThrow();
            assertThat(Playback.of(writtenOf(running)).screen().toText()).isEqualTo("so far\n");
        }
    }

    private static String writtenOf(CastFile file) {
        var length = (int) file.length();
        try {
            return new String(Files.readAllBytes(file.path()), 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNothingCanBeWrittenTheAgentGoesOnAndIsRecordedAgainOnceItCan() throws Exception {
        Files.createDirectories(recordings().getParent().getParent());
        Files.writeString(recordings().getParent(), "in the way");
        try (var stage = new Stage(recordings(), Stage.LARGE)) {
            stage.begin();
            for (var line = 0; line < 50_000; line++) {
                stage.says("unrecorded line " + line + "\r\n");
            }
            assertThat(stage.terminal.screen().toText()).contains("unrecorded line 49999");
            Files.delete(recordings().getParent());
            await("it is recorded again").atMost(PATIENCE).until(() -> stage.recorder.running().isPresent());
            stage.says("recorded").end();
            var played = Playback.of(stage.files().getFirst());
            assertThat(played.all("m")).singleElement().asString().matches("[1-9]\\d+ bytes of output are not recorded");
            assertThat(played.screen()).isEqualTo(stage.terminal.screen());
        }
    }
}
