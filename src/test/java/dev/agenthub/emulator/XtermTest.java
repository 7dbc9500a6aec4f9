package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.Xterm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Output of real programs (see {@code src/test/recordings}) looks as in xterm.js at any time, and so does a painting in
 * xterm.js: every cell with its colours and attributes, the scrollback, the cursor, the modes.
 */
class XtermTest {

    private static final int COLS = 100;
    private static final int ROWS = 30;
    private static final int SCROLLBACK = 1000;
    private static final int CUTS = 40;

    private static Xterm live;
    private static Xterm painted;
    private static int screens;

    @BeforeAll
    static void start() throws IOException {
        live = new Xterm();
        painted = new Xterm();
    }

    @AfterAll
    static void stop() throws IOException {
        System.out.printf("xterm.js: %d screens compared, %d cells%n", screens, screens * COLS * ROWS);
        live.close();
        painted.close();
    }

    static Stream<Path> recordings() throws IOException {
        return Files.list(Path.of("src/test/resources/recordings")).sorted();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void looksAsInXtermAtAnyTime(Path recording) throws IOException {
        var bytes = Files.readAllBytes(recording);
        var ours = new TestTerminal(COLS, ROWS, SCROLLBACK);
        live.fresh(COLS, ROWS);
        int from = 0;
        for (int cut : cuts(bytes.length)) {
            var piece = Arrays.copyOfRange(bytes, from, cut);
            from = cut;
            var expected = live.write(piece);
            var moment = recording.getFileName() + " after " + cut + " bytes";
            assertThat(ScreenLines.of(ours.feed(piece).emulator)).as(moment).isEqualTo(expected);
            painted.fresh(COLS, ROWS);
            assertThat(painted.write(ours.emulator.painting())).as("a painting of " + moment).isEqualTo(expected);
            screens += 2;
        }
    }

    /** Cuts anywhere, even within a character or a sequence, and always at the end. */
    private static int[] cuts(int length) {
        return IntStream.concat(new Random(length).ints(CUTS - 1, 1, length).sorted(), IntStream.of(length)).toArray();
    }
}
