package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintingTest {
    private final TestTerminal t = new TestTerminal(10, 4);

    @Test
    void textThatFillsALineLeavesTheCursorInTheLastColumn() {
        t.feed("0123456789");
        assertThat(t.cursor()).isEqualTo("0,9");
        t.feed("a");
        assertThat(t.line(1)).isEqualTo("a");
        assertThat(t.cursor()).isEqualTo("1,1");
    }

    @Test
    void erasingToTheEndOfAFullLineKeepsItsLastCharacter() {
        t.feed("0123456789\033[K");
        assertThat(t.line(0)).isEqualTo("0123456789");
        t.feed("a");
        assertThat(t.line(1)).isEqualTo("a");
    }

    @Test
    void aCarriageReturnClearsThePendingWrap() {
        t.feed("0123456789\rX");
        assertThat(t.line(0)).isEqualTo("X123456789");
    }

    @Test
    void aLineFeedClearsThePendingWrapAndKeepsTheColumn() {
        t.feed("0123456789\nX");
        assertThat(t.line(1)).isEqualTo("         X");
    }

    @Test
    void withoutAutowrapTheLastColumnIsOverwritten() {
        t.feed("\033[?7l0123456789abc");
        assertThat(t.line(0)).isEqualTo("012345678c");
        assertThat(t.line(1)).isEmpty();
    }

    @Test
    void insertModeMovesTheRestOfTheLine() {
        t.feed("world\r\033[4hhello \033[4l");
        assertThat(t.line(0)).isEqualTo("hello worl");
    }

    @Test
    void wideCharactersTakeTwoCells() {
        t.feed("漢字x");
        assertThat(t.line(0)).isEqualTo("漢字x");
        assertThat(t.cursor()).isEqualTo("0,5");
    }

    @Test
    void aWideCharacterThatDoesNotFitWraps() {
        t.feed("123456789漢");
        assertThat(t.line(0)).isEqualTo("123456789");
        assertThat(t.line(1)).isEqualTo("漢");
    }

    @Test
    void halfAWideCharacterIsNeverLeftBehind() {
        t.feed("漢字\033[1;2Hx");
        assertThat(t.line(0)).isEqualTo(" x字");
        t.feed("\033[1;3Hy");
        assertThat(t.line(0)).isEqualTo(" xy");
    }

    @Test
    void combiningCharactersAreAddedToTheOneBefore() {
        t.feed("e\u0301x");
        assertThat(t.line(0)).isEqualTo("e\u0301x");
        assertThat(t.cursor()).isEqualTo("0,2");
        t.feed("\033[2;1H012345678o\u0308");
        assertThat(t.line(1)).isEqualTo("012345678o\u0308");
    }

    @Test
    void joinedEmojiStandSideBySide() {
        t.feed("👩\u200D💻");
        assertThat(t.cursor()).isEqualTo("0,4");
        t.feed("\r\n⚠\uFE0F");
        assertThat(t.cursor()).isEqualTo("1,1");
    }

    @Test
    void aCombiningCharacterWithoutABaseIsNotShown() {
        t.feed("\u0301a");
        assertThat(t.line(0)).isEqualTo("a");
        assertThat(t.shown()).isEqualTo("a");
    }

    @Test
    void countlessCombiningCharactersTakeBoundedMemory() {
        t.feed("a" + "\u0301".repeat(100_000));
        assertThat(t.line(0)).hasSize(1 + Row.MAX_MARKS);
    }

    @Test
    void lineDrawingIsShownAsUnicode() {
        t.feed("\033(0lqk\033(B lqk\r\n\033)0\016x\017x");
        assertThat(t.line(0)).isEqualTo("┌─┐ lqk");
        assertThat(t.line(1)).isEqualTo("│x");
    }

    @Test
    void aSingleShiftAppliesToOneCharacter() {
        t.feed("\033*0\033Nqq");
        assertThat(t.line(0)).isEqualTo("─q");
    }

    @Test
    void repRepeatsOnlyTheLastCharacter() {
        t.feed("ab\033[3b\r\n\033[3bx");
        assertThat(t.line(0)).isEqualTo("abbbb");
        assertThat(t.line(1)).isEqualTo("x");
        assertThat(t.shown()).isEqualTo("abbbb\r\nx");
    }

    @Test
    void tabsStopEveryEightColumnsUntilTheyAreChanged() {
        var wide = new TestTerminal(40, 3).feed("\tX\tY\033[3g\033[1;5H\033H\r\tZ");
        assertThat(wide.line(0)).isEqualTo("    Z   X       Y");
    }

    @Test
    void styleIsKeptForEachCell() {
        t.feed("\033[1;31;48;5;200ma\033[0;4:3;38;2;1;2;3mb\033[m\033]8;;http://x/\033\\c\033]8;;\033\\");
        assertThat(t.styleAt(0, 0).bold()).isTrue();
        assertThat(t.styleAt(0, 0).foreground()).isEqualTo("1");
        assertThat(t.styleAt(0, 0).background()).isEqualTo("200");
        assertThat(t.styleAt(0, 1).underline()).isEqualTo(3);
        assertThat(t.styleAt(0, 1).foreground()).isEqualTo("#010203");
        assertThat(t.styleAt(0, 1).bold()).isFalse();
        assertThat(t.styleAt(0, 2).link()).isEqualTo("http://x/");
    }

    @Test
    void allFormsOfColoursAreSupported() {
        t.feed("\033[38:2::9:8:7ma\033[38:2:9:8:7mb\033[38:5:9mc\033[38;5;9md\033[99me\033[58:2::1:2:3;4mf");
        assertThat(t.styleAt(0, 0).foreground()).isEqualTo("#090807");
        assertThat(t.styleAt(0, 1).foreground()).isEqualTo("#090807");
        assertThat(t.styleAt(0, 2).foreground()).isEqualTo("9");
        assertThat(t.styleAt(0, 3).foreground()).isEqualTo("9");
        assertThat(t.styleAt(0, 4).foreground()).isEqualTo("9");
        assertThat(t.styleAt(0, 5).underlineColour()).isEqualTo("#010203");
    }

    @Test
    void anAttributeAfterAColourIsNotTreatedAsPartOfIt() {
        t.feed("\033[38;5;3;1;48;2;1;2;3;7mx");
        assertThat(t.styleAt(0, 0).bold()).isTrue();
        assertThat(t.styleAt(0, 0).inverse()).isTrue();
        assertThat(t.styleAt(0, 0).background()).isEqualTo("#010203");
    }
}
