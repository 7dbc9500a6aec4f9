package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Input from several typists, and unfinished lines. */
class KeyboardTest {

    private final Keyboard keyboard = new Keyboard();
    private final List<String> typed = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    private boolean write(byte[] data) {
        return typed.add(new String(data, StandardCharsets.UTF_8));
    }

    private boolean type(String text) {
        return keyboard.type(text.getBytes(StandardCharsets.UTF_8), this::write, now);
    }

    private boolean isBusy(String... screen) {
        return keyboard.isBusy(List.of(screen), now);
    }

    @Test
    void inputIsHeldBackWhileTheKeyboardIsTaken() {
        assertThat(keyboard.take(List.of("$ "), now)).isTrue();
        assertThat(type("ls")).isTrue();
        assertThat(type("\r")).isTrue();
        assertThat(typed).isEmpty();
        assertThat(keyboard.take(List.of("$ "), now)).as("it is taken already").isFalse();
        keyboard.release(this::write);
        assertThat(typed).containsExactly("ls\r");
    }

    @Test
    void heldBackInputIsBounded() {
        keyboard.take(List.of("$ "), now);
        assertThat(type("x".repeat(TerminalInput.MAX_BYTES))).isTrue();
        assertThat(type("x")).isFalse();
    }

    @Test
    void theKeyboardIsBusyRightAfterAKey() {
        type("ls\r");
        assertThat(isBusy("$ ls", "a", "$ ")).isTrue();
        now = now.plusSeconds(6);
        assertThat(isBusy("$ ls", "a", "$ ")).isFalse();
    }

    @Test
    void theKeyboardIsBusyWhileAnUnfinishedLineIsOnTheScreen() {
        type("git comm");
        now = now.plusSeconds(3600);
        assertThat(isBusy("$ git comm")).isTrue();
        assertThat(isBusy("│ > git comm       │", "  ? for shortcuts")).isTrue();
        assertThat(isBusy("… git co", "mm")).as("wrapped").isTrue();
        assertThat(isBusy("$ ")).as("the program has removed it").isFalse();
        type("\025");
        now = now.plusSeconds(6);
        assertThat(isBusy("$ git comm")).as("Ctrl-U").isFalse();
    }

    @Test
    void anErasedLineIsFinished() {
        type("ab\177\177");
        now = now.plusSeconds(6);
        assertThat(isBusy("$ ab")).isFalse();
    }

    @Test
    void aLineEditedInItsMiddleKeepsTheKeyboardBusyForTenMinutes() {
        type("hello\033[D\033[DX");
        now = now.plusSeconds(60);
        assertThat(isBusy("$ helXlo")).isTrue();
        now = now.plusSeconds(600);
        assertThat(isBusy("$ helXlo")).isFalse();
    }

    @Test
    void aClockSetBackDoesNotKeepTheKeyboardBusy() {
        type("ls\r");
        now = now.minusSeconds(7200);
        keyboard.clockJumped(now);
        assertThat(isBusy("$ ")).isTrue();
        now = now.plusSeconds(6);
        assertThat(isBusy("$ ")).isFalse();
    }

    @Test
    void focusAndMouseEventsDoNotStartALine() {
        type("\033[I\033[O\033[<0;10;5M");
        now = now.plusSeconds(6);
        assertThat(isBusy("$ ")).isFalse();
    }
}
