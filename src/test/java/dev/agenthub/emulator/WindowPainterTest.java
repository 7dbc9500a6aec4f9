package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WindowPainterTest {
    private static final int COLS = 12;
    private static final int ROWS = 6;

    @Provide
    Arbitrary<List<byte[]>> output() {
        return ProgramOutput.pieces(40);
    }

    @Example
    void aSmallerWindowFollowsTheCursorAndMovesOnlyIfNeeded() {
        var terminal = new TestTerminal(10, 5).feed("one\r\ntwo\r\nthree\r\nfour\r\nfive");
        var painter = new WindowPainter(terminal.emulator, 6, 3);
        var window = new TestTerminal(6, 3).feed(painter.paint());
        assertThat(window.emulator.text()).containsExactly("three", "four", "five");
        assertThat(window.cursor()).isEqualTo("2,4");

        terminal.feed("\033[3;3H");
        window.feed(painter.paint());
        assertThat(window.emulator.text()).containsExactly("three", "four", "five");
        assertThat(window.cursor()).isEqualTo("0,2");

        terminal.feed("\033[1;8Hend");
        window.feed(painter.paint());
        assertThat(window.emulator.text()).containsExactly("   end", "", "e");
    }

    @Example
    void aLargerWindowWrapsAndScrollsLikeTheTerminal() {
        var terminal = new TestTerminal(4, 2);
        var painter = new WindowPainter(terminal.emulator, 10, 4);
        var window = new TestTerminal(10, 4).feed("what was there before").feed(painter.paint());
        terminal.feed("abcdefgh");
        window.feed(painter.paint());
        assertThat(window.emulator.text()).containsExactly("abcd", "efgh", "", "");
        terminal.feed("\r\nij");
        window.feed(painter.paint());
        assertThat(window.emulator.text()).containsExactly("efgh", "ij", "", "");
    }

    @Example
    void keyModesArePassedOnAndMouseModesAreNot() {
        var terminal = new TestTerminal(10, 5)
                .feed("\033[?1h\033[?2004h\033[=3u\033[?1003h\033[?1006h\033[?1004h\033[?25l\033]2;title\007");
        var painter = new WindowPainter(terminal.emulator, 6, 3);
        var window = new TestTerminal(6, 3).feed(painter.paint());
        assertThat(window.emulator.model().modes.is(Mode.APPLICATION_CURSOR_KEYS)).isTrue();
        assertThat(window.emulator.bracketedPaste()).isTrue();
        assertThat(window.emulator.model().keys().flags()).isEqualTo(3);
        assertThat(window.emulator.screen().cursor().visible()).isFalse();
        assertThat(window.emulator.screen().title()).isEqualTo("title");
        assertThat(window.emulator.model().modes.mouseTracking()).isZero();
        assertThat(window.emulator.model().modes.is(Mode.FOCUS_EVENTS)).isFalse();

        terminal.feed("\033c");
        window.feed(painter.paint());
        assertThat(window.emulator.model().modes.is(Mode.APPLICATION_CURSOR_KEYS)).isFalse();
        assertThat(window.emulator.bracketedPaste()).isFalse();
        assertThat(window.emulator.model().keys().flags()).isZero();
        assertThat(window.emulator.screen().cursor().visible()).isTrue();
    }

    @Example
    void onlyChangesArePaintedAndABellRingsOnce() {
        var terminal = new TestTerminal(10, 5).feed("one\r\ntwo\r\n");
        var painter = new WindowPainter(terminal.emulator, 6, 3);
        painter.paint();
        terminal.feed("three\007");
        assertThat(new String(painter.paint(), StandardCharsets.UTF_8)).contains("three", "\007")
                .doesNotContain("one", "two");
        assertThat(new String(painter.paint(), StandardCharsets.UTF_8)).doesNotContain("three", "\007");
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void aWindowShowsAPartOfTheTerminalForAnyOutput(@ForAll("output") List<byte[]> pieces,
            @ForAll @IntRange(min = 2, max = 18) int cols, @ForAll @IntRange(min = 2, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int every) {
        var terminal = new TestTerminal(COLS, ROWS, 0);
        var painter = new WindowPainter(terminal.emulator, cols, rows);
        var window = new TestTerminal(cols, rows).feed("\033[?1049h\033[2;4r\033[?6h\033[31mdirty");
        for (int i = 0; i < pieces.size(); i++) {
            terminal.feed(pieces.get(i));
            if (i % every == 0) {
                window.feed(painter.paint());
                assertShows(window, terminal);
            }
        }
        window.feed(painter.paint());
        assertShows(window, terminal);
        assertThat(window.replies).isEmpty();
    }

    private static void assertShows(TestTerminal window, TestTerminal terminal) {
        var shown = window.emulator.model();
        var whole = terminal.emulator.model();
        int top = whole.row - shown.row;
        int left = whole.col - shown.col;
        assertThat(top).isBetween(0, Math.max(0, whole.rows - shown.rows));
        assertThat(left).isBetween(0, Math.max(0, whole.cols - shown.cols));
        for (int y = 0; y < shown.rows; y++) {
            for (int x = 0; x < shown.cols; x++) {
                assertThat(cell(shown, y, x)).as("line %d, column %d", y, x)
                        .isEqualTo(expected(whole, top + y, left + x, left, left + shown.cols));
            }
        }
    }

    private static String expected(Model whole, int y, int x, int left, int right) {
        if (y >= whole.rows || x >= whole.cols) {
            return cell(Row.BLANK, Style.DEFAULT, null);
        }
        var codes = whole.grid.row(y).codes;
        boolean half = x == left && codes[x] == Row.TRAILER || x == right - 1 && x + 1 < whole.cols
                && codes[x + 1] == Row.TRAILER;
        return half ? cell(Row.BLANK, Style.DEFAULT, null) : cell(whole, y, x);
    }

    private static String cell(Model model, int y, int x) {
        var row = model.grid.row(y);
        return cell(row.codes[x], row.styles[x], row.marks == null ? null : row.marks[x]);
    }

    private static String cell(int code, long style, String marks) {
        return code + " " + Long.toHexString(style) + " " + marks;
    }
}
