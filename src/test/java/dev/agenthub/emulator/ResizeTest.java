package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResizeTest {
    private final TestTerminal t = new TestTerminal(10, 4);

    @Test
    void aLowerScreenLosesTheEmptyLinesBelowTheCursorFirst() {
        t.feed("one\r\ntwo");
        t.emulator.resize(10, 2);
        assertThat(t.emulator.text()).containsExactly("one", "two");
        assertThat(t.emulator.scrollback()).isEmpty();
    }

    @Test
    void surplusLinesGoToTheScrollbackAndComeBack() {
        t.feed("1\r\n2\r\n3\r\n4");
        t.emulator.resize(10, 2);
        assertThat(t.emulator.text()).containsExactly("3", "4");
        assertThat(t.emulator.scrollback()).containsExactly("1", "2");
        assertThat(t.cursor()).isEqualTo("1,1");
        t.emulator.resize(10, 5);
        assertThat(t.emulator.text()).containsExactly("1", "2", "3", "4", "");
        assertThat(t.cursor()).isEqualTo("3,1");
    }

    @Test
    void theMainScreenIsResizedBehindTheAlternateOne() {
        t.feed("1\r\n2\r\n3\r\n4\033[?1049h\033[Hfull");
        t.emulator.resize(10, 2);
        assertThat(t.emulator.text()).containsExactly("full", "");
        t.feed("\033[?1049lX");
        assertThat(t.emulator.text()).containsExactly("3", "4X");
    }

    @Test
    void aNarrowerScreenCutsLinesAndWideCharacters() {
        t.feed("01234漢x");
        t.emulator.resize(6, 4);
        assertThat(t.line(0)).isEqualTo("01234");
    }

    @Test
    void marginsAreResetAndTabStopsContinue() {
        t.feed("\033[2;3r");
        t.emulator.resize(30, 6);
        assertThat(t.state()).contains("margins 0..5").contains("tabs 8 16 24\n");
    }

    @Test
    void sizesOutOfBoundsAreRefused() {
        for (var size : new int[][] {{1, 24}, {80, 1}, {-5, 100_000}, {1001, 24}, {80, 501}, {0, 0}}) {
            assertThatThrownBy(() -> t.emulator.resize(size[0], size[1])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(size[0] + " x " + size[1]);
        }
        assertThat(t.emulator.cols()).isEqualTo(10);
    }
}
