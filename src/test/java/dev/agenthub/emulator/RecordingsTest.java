package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static Tmux tmux;

    @BeforeAll
    static void start() throws IOException {
        if (!Tmux.isInstalled()) {
            throw new AssertionError("tmux is not installed: install it, or run ./test.sh, which installs it.");
        }
        tmux = new Tmux(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (tmux != null) {
            tmux.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "ls-columns", "less", "vim", "top", "htop", "progress", "unicode", "tmux", "bash"})
    void looksAsInTmux(String name) throws IOException {
        byte[] recording = read(name);
        for (double moment : MOMENTS) {
            byte[] bytes = Arrays.copyOf(recording, lineEnd(recording, (int) (recording.length * moment)));
            Tmux.Shown expected = tmux.show(bytes, COLS, ROWS);
            TestTerminal ours = new TestTerminal(COLS, ROWS).feed(bytes);
            String description = name + " after " + bytes.length + " bytes";
            assertThat(String.join("\n", ours.emulator.text())).as(description).isEqualTo(String.join("\n", padded(expected.lines())));
            Model m = ours.emulator.model();
            // tmux counts a pending wrap as a column of its own.
            assertThat(m.row + "," + (m.wrapPending ? COLS : m.col)).as(description).isEqualTo(expected.row() + "," + expected.col());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "ls-columns", "less", "vim", "top", "htop", "progress", "unicode", "tmux", "bash"})
    void aPaintingLooksInTmuxLikeItsRecording(String name) throws IOException {
        byte[] recording = read(name);
        byte[] bytes = Arrays.copyOf(recording, lineEnd(recording, recording.length * 7 / 10));
        TestTerminal ours = new TestTerminal(COLS, ROWS).feed(bytes);
        Tmux.Shown shown = tmux.show(ours.emulator.painting(), COLS, ROWS);
        assertThat(String.join("\n", padded(shown.lines()))).isEqualTo(String.join("\n", ours.emulator.text()));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = RecordingsTest.class.getResourceAsStream("/recordings/" + name + ".bin")) {
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
