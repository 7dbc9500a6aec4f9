package dev.agenthub.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.Xterm;
import dev.agenthub.emulator.ScreenLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings play in asciinema's own player; its core reads them, and xterm.js shows the result. */
class PlayerTest {

    @TempDir
    private Path folder;

    static Stream<Path> programs() throws IOException {
        return Files.list(Path.of("src/test/resources/recordings")).sorted();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theLastFileOfASessionPlaysToItsScreen(Path program) throws Exception {
        var bytes = Files.readAllBytes(program);
        try (var player = new Xterm();
                var recorded = new RecordedTerminal(folder, new RecordingLimits(10_000, 100, false))) {
            recorded.begin();
            for (var from = 0; from < bytes.length; from += 1500) {
                recorded.prints(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1500)));
                if (from == 3000) {
                    recorded.resize(90, 35);
                }
            }
            recorded.end();
            var shown = player.play(Files.readString(recorded.files().getLast()));
            assertThat(shown.lines()).isEqualTo(ScreenLines.lines(recorded.screen()));
            assertThat(shown.row()).isEqualTo(recorded.screen().cursor().row());
        }
    }
}
