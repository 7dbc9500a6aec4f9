package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmulatorTest {
    private final TestTerminal t = new TestTerminal(20, 4);

    @Test
    void theContentVersionChangesWithTextOnly() {
        t.feed("hello");
        long version = t.emulator.contentVersion();
        t.feed("\rhello\033[H\033[31m\033[?25l\033[?2004h\033]2;t\007");
        assertThat(t.emulator.contentVersion()).isEqualTo(version);
        t.feed("\033[31mhello");
        assertThat(t.emulator.contentVersion()).isEqualTo(version);
        t.feed("\rhallo");
        assertThat(t.emulator.contentVersion()).isNotEqualTo(version);
        version = t.emulator.contentVersion();
        t.feed("\033[2;1H\033[K\033[3;1H\033[2K\033[X");
        assertThat(t.emulator.contentVersion()).isEqualTo(version);
        t.feed("\033[2J");
        assertThat(t.emulator.contentVersion()).isNotEqualTo(version);
    }

    @Test
    void inputModesAreReported() {
        t.feed("\033[?1h\033=\033[?1002;1006;1004;2004;2026h\033[>3u\033[?25l\033[?1049h");
        var emulator = t.emulator;
        assertThat(emulator.model().modes.is(Mode.APPLICATION_CURSOR_KEYS)).isTrue();
        assertThat(emulator.model().modes.is(Mode.APPLICATION_KEYPAD)).isTrue();
        assertThat(emulator.model().modes.mouseTracking()).isEqualTo(1002);
        assertThat(emulator.model().modes.mouseEncoding()).isEqualTo(1006);
        assertThat(emulator.model().modes.is(Mode.FOCUS_EVENTS)).isTrue();
        assertThat(emulator.bracketedPaste()).isTrue();
        assertThat(emulator.model().modes.is(Mode.SYNCHRONIZED_OUTPUT)).isTrue();
        assertThat(emulator.screen().cursor().visible()).isFalse();
        assertThat(emulator.screen().alternate()).isTrue();
        // Each screen has its own keyboard flags.
        assertThat(emulator.model().keys().flags()).isZero();
        t.feed("\033[?1049l\033[?1000l");
        assertThat(emulator.model().keys().flags()).isEqualTo(3);
        assertThat(emulator.model().modes.mouseTracking()).isZero();
    }

    @Test
    void theScreenIsTextAnsiAndSpans() {
        t.feed("one \033[1;32mgreen\033[m x\r\n\r\n\033[44m  \033[m\033]2;name\007");
        var screen = t.emulator.screen();
        assertThat(screen.toText()).isEqualTo("one green x\n\n\n");
        assertThat(screen.toAnsi()).isEqualTo("one \033[0;1;32mgreen\033[0m x\n\n\033[0;44m  \033[m\n");
        assertThat(screen.title()).isEqualTo("name");
        assertThat(screen.lines()).hasSize(4);
        assertThat(screen.lines().getFirst().spans()).extracting(Screen.Span::text)
                .containsExactly("one ", "green", " x");
        assertThat(screen.lines().getFirst().spans()).extracting(Screen.Span::col).containsExactly(0, 4, 9);
        assertThat(screen.cursor()).isEqualTo(new Screen.Cursor(2, 2, true));
    }

    @Test
    void aScreenIsASnapshot() {
        t.feed("before");
        var screen = t.emulator.screen();
        t.feed("\033[2Jafter");
        assertThat(screen.toText()).isEqualTo("before\n");
    }

    @Test
    void aPaintingKeepsWrappedLinesTogether() {
        t.feed("a long line that is wrapped twice over the screen");
        var viewer = new TestTerminal(20, 4).feed(t.emulator.painting());
        assertThat(viewer.emulator.screen().lines()).extracting(Screen.TextLine::wrapped)
                .containsExactly(true, true, false, false);
    }

    @Test
    void aPaintingRestoresThePendingWrap() {
        t.feed("01234567890123456789");
        var viewer = new TestTerminal(20, 4).feed(t.emulator.painting());
        viewer.feed("x");
        assertThat(viewer.line(1)).isEqualTo("x");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> new Emulator(80, 24, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Emulator(0, 24, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> t.emulator.feed(new byte[3], 2, 2, t)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
