package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.Tmux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of real programs (see {@code src/test/recordings}) looks as it does in tmux. */
class RecordingsTest {
    private static final int COLS = 100;
    private static final int ROWS = 30;
    private static final double[] MOMENTS = {0.35, 0.6, 0.8, 1};

    @TempDir
    static Path folder;

    /** The lines and the cursor of a terminal. */
    private record Shown(List<String> lines, Tmux.Cursor cursor) {
    }

    /** How tmux shows the bytes. */
    private static Shown inTmux(byte[] bytes) throws Exception {
        // The title is read last: once it is set, everything before it has been read.
        var end = "\033\\\033]2;all-is-read\033\\".getBytes(StandardCharsets.US_ASCII);
        var file = Files.write(folder.resolve("bytes"), ProgramOutput.join(List.of(bytes, end)));
        try (var window = new Tmux(COLS, ROWS, Map.of(), "stty raw -echo; cat " + file + "; exec sleep 600")) {
            window.awaitTitle("all-is-read");
            return new Shown(window.screen().lines().map(String::stripTrailing).toList(), window.cursor());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "ls-columns", "less", "vim", "top", "htop", "progress", "unicode", "tmux", "bash"})
    void looksAsInTmux(String name) throws Exception {
        var recording = read(name);
        for (double moment : MOMENTS) {
            var bytes = Arrays.copyOf(recording, lineEnd(recording, (int) (recording.length * moment)));
            var expected = inTmux(bytes);
            var ours = new TestTerminal(COLS, ROWS).feed(bytes);
            var description = name + " after " + bytes.length + " bytes";
            assertThat(String.join("\n", ours.emulator.text())).as(description)
                    .isEqualTo(String.join("\n", padded(expected.lines())));
            var m = ours.emulator.model();
            // tmux counts a pending wrap as a column of its own.
            assertThat(new Tmux.Cursor(m.row, m.wrapPending ? COLS : m.col)).as(description)
                    .isEqualTo(expected.cursor());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "ls-columns", "less", "vim", "top", "htop", "progress", "unicode", "tmux", "bash"})
    void aPaintingLooksInTmuxLikeItsRecording(String name) throws Exception {
        var recording = read(name);
        var bytes = Arrays.copyOf(recording, lineEnd(recording, recording.length * 7 / 10));
        var ours = new TestTerminal(COLS, ROWS).feed(bytes);
        var shown = inTmux(ours.emulator.painting());
        assertThat(String.join("\n", padded(shown.lines()))).isEqualTo(String.join("\n", ours.emulator.text()));
    }

    private static byte[] read(String name) throws IOException {
        try (var in = RecordingsTest.class.getResourceAsStream("/recordings/" + name + ".bin")) {
            return in.readAllBytes();
        }
    }

    /** The end of the line before the position, so that no sequence is cut. */
    private static int lineEnd(byte[] bytes, int position) {
        int end = position;
        while (end < bytes.length && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<String> padded(List<String> lines) {
        return Stream.concat(lines.stream(), Stream.generate(() -> "")).limit(ROWS).toList();
    }
}
