package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditingTest {
    private final TestTerminal t = new TestTerminal(10, 4).feed("aaa\r\nbbb\r\nccc\r\nddd");

    private String screen() {
        return String.join("/", t.emulator.text());
    }

    @Test
    void charactersAreInsertedDeletedAndErased() {
        t.feed("\033[1;1H\033[2@x\033[2;2H\033[P\033[3;1H\033[2X");
        assertThat(screen()).isEqualTo("x aaa/bb/  c/ddd");
    }

    @Test
    void linesAreInsertedAndDeletedWithinTheMargins() {
        t.feed("\033[2;3r\033[2;1H\033[L");
        assertThat(screen()).isEqualTo("aaa//bbb/ddd");
        t.feed("\033[M");
        assertThat(screen()).isEqualTo("aaa/bbb//ddd");
    }

    @Test
    void theScreenIsErasedInParts() {
        t.feed("\033[2;2H\033[J");
        assertThat(screen()).isEqualTo("aaa/b//");
        t.feed("\033[1;2H\033[1J");
        assertThat(screen()).isEqualTo("  a/b//");
        t.feed("\033[2J");
        assertThat(screen()).isEqualTo("///");
    }

    @Test
    void erasedCellsKeepTheBackground() {
        t.feed("\033[1;1H\033[1;44m\033[K");
        assertThat(t.styleAt(0, 9).background()).isEqualTo("4");
        assertThat(t.styleAt(0, 9).bold()).isFalse();
    }

    @Test
    void aFullScreenScrollsIntoTheScrollback() {
        t.feed("\r\neee\r\nfff");
        assertThat(screen()).isEqualTo("ccc/ddd/eee/fff");
        assertThat(t.emulator.scrollback()).containsExactly("aaa", "bbb");
        t.feed("\033[3J");
        assertThat(t.emulator.scrollback()).isEmpty();
    }

    @Test
    void theScrollbackIsBounded() {
        var small = new TestTerminal(10, 2, 3).feed("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7");
        assertThat(small.emulator.scrollback()).containsExactly("3", "4", "5");
    }

    @Test
    void aRegionBelowTheTopScrollsWithoutScrollback() {
        t.feed("\033[2;4r\033[4;1H\n");
        assertThat(screen()).isEqualTo("aaa/ccc/ddd/");
        assertThat(t.emulator.scrollback()).isEmpty();
        t.feed("\033[2;1H\033M");
        assertThat(screen()).isEqualTo("aaa//ccc/ddd");
    }

    @Test
    void theRegionScrollsUpAndDown() {
        t.feed("\033[2S");
        assertThat(screen()).isEqualTo("ccc/ddd//");
        t.feed("\033[T");
        assertThat(screen()).isEqualTo("/ccc/ddd/");
    }

    @Test
    void originModeCountsFromTheTopMargin() {
        t.feed("\033[2;3r\033[?6h\033[1;1Hx\033[9;9Hy");
        assertThat(screen()).isEqualTo("aaa/xbb/ccc     y/ddd");
        t.feed("\033[6n");
        assertThat(t.replies).containsExactly("\033[2;10R");
    }

    @Test
    void theCursorStopsAtTheMargins() {
        t.feed("\033[2;3r\033[3;1H\033[9A");
        assertThat(t.cursor()).isEqualTo("1,0");
        t.feed("\033[1;1H\033[9B");
        assertThat(t.cursor()).isEqualTo("2,0");
        t.feed("\033[4;1H\033[9B");
        assertThat(t.cursor()).isEqualTo("3,0");
    }

    @Test
    void theCursorIsSavedWithItsStyle() {
        t.feed("\033[2;3H\033[31m\0337\033[H\033[m\0338x");
        assertThat(t.line(1)).isEqualTo("bbx");
        assertThat(t.styleAt(1, 2).foreground()).isEqualTo("1");
    }

    @Test
    void theAlternateScreenHidesAndRestoresTheMainOne() {
        t.feed("\033[?1049h\033[Hfull\033[10S");
        assertThat(screen()).isEqualTo("///");
        assertThat(t.emulator.screen().alternate()).isTrue();
        t.feed("\033[?1049l");
        assertThat(screen()).isEqualTo("aaa/bbb/ccc/ddd");
        assertThat(t.cursor()).isEqualTo("3,3");
        assertThat(t.emulator.scrollback()).isEmpty();
    }

    @Test
    void enteringTheAlternateScreenAgainKeepsIt() {
        t.feed("\033[?1049h\033[Hfull\033[?1049h");
        assertThat(screen()).isEqualTo("full///");
    }

    @Test
    void theAlignmentPatternFillsTheScreen() {
        t.feed("\033#8");
        assertThat(screen()).isEqualTo("EEEEEEEEEE/EEEEEEEEEE/EEEEEEEEEE/EEEEEEEEEE");
    }

    @Test
    void aResetClearsEverythingButTheTitle() {
        var fresh = new TestTerminal(10, 4).feed("\033]2;name\007");
        t.feed("\r\n\033]2;name\007\033[?1049h\033[?2004;1003h\033[2;3r\033(0\033[31m\033c");
        assertThat(t.state()).isEqualTo(fresh.state());
    }

    @Test
    void aSoftResetKeepsTheText() {
        t.feed("\033[2;3r\033[?6h\033[4h\033[31m\033[!p");
        assertThat(screen()).isEqualTo("aaa/bbb/ccc/ddd");
        assertThat(t.state()).contains("margins 0..3").contains("modes AUTOWRAP CURSOR_VISIBLE mouse")
                .contains("pen \n");
    }
}
