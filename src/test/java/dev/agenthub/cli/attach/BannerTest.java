package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.emulator.TestTerminal;
import org.junit.jupiter.api.Test;

class BannerTest {

    private final TestTerminal terminal = new TestTerminal(30, 4);

    @Test
    void theBannerIsAtTheRightOfTheBottomLineDespiteMargins() {
        terminal.feed("first\r\nsecond\033[2;3r\033[?6h\033[2;5H\033[31m");
        terminal.feed(Banner.of("Detach with x", new WindowSize(30, 4)));
        terminal.feed("here");
        assertThat(terminal.emulator.text()).containsExactly("first", "second", "    here",
                " ".repeat(16) + "Detach with x");
    }

    @Test
    void aLongBannerIsTruncatedAndDoesNotScroll() {
        terminal.feed("first");
        terminal.feed(Banner.of("words that are longer than a window", new WindowSize(30, 4)));
        assertThat(terminal.emulator.text()).containsExactly("first", "", "", " words that are longer than a");
    }
}
