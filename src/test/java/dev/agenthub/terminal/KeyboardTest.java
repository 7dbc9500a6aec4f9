package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typists take turns. */
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

    private boolean busy(String... screen) {
        return keyboard.busy(List.of(screen), now);
    }

    @Test
    void whatOthersTypeWhileItIsTakenComesAfterwards() {
        assertThat(keyboard.take(List.of("$ "), now)).isTrue();
        assertThat(type("ls")).isTrue();
        assertThat(type("\r")).isTrue();
        assertThat(typed).isEmpty();
        assertThat(keyboard.take(List.of("$ "), now)).as("only one has it").isFalse();
        keyboard.release(this::write);
        assertThat(typed).containsExactly("ls\r");
    }

    @Test
    void whatIsHeldBackIsBounded() {
        keyboard.take(List.of("$ "), now);
        assertThat(type("x".repeat(Typing.MOST))).isTrue();
        assertThat(type("x")).isFalse();
    }

    @Test
    void somebodyWhoJustTypedIsStillAtIt() {
        type("ls\r");
        assertThat(busy("$ ls", "a", "$ ")).isTrue();
        now = now.plusSeconds(6);
        assertThat(busy("$ ls", "a", "$ ")).isFalse();
    }

    @Test
    void anUnfinishedLineIsLeftAloneAsLongAsItStandsThere() {
        type("git comm");
        now = now.plusSeconds(3600);
        assertThat(busy("$ git comm")).isTrue();
        assertThat(busy("│ > git comm       │", "  ? for shortcuts")).isTrue();
        assertThat(busy("… git co", "mm")).as("also where it is wrapped").isTrue();
        assertThat(busy("$ ")).as("it was taken away by the program").isFalse();
        type("\025");
        now = now.plusSeconds(6);
        assertThat(busy("$ git comm")).as("Ctrl-U").isFalse();
    }

    @Test
    void aLineThatWasErasedIsFinished() {
        type("ab\177\177");
        now = now.plusSeconds(6);
        assertThat(busy("$ ab")).isFalse();
    }

    @Test
    void aLineThatWasEditedInItsMiddleIsLeftAloneForALongTime() {
        type("hello\033[D\033[DX");
        now = now.plusSeconds(60);
        assertThat(busy("$ helXlo")).isTrue();
        now = now.plusSeconds(600);
        assertThat(busy("$ helXlo")).isFalse();
    }

    @Test
    void nobodyTypesForTheHoursThatAClockIsSetBack() {
        type("ls\r");
        now = now.minusSeconds(7200);
        keyboard.clockJumped(now);
        assertThat(busy("$ ")).isTrue();
        now = now.plusSeconds(6);
        assertThat(busy("$ ")).isFalse();
    }

    @Test
    void focusAndMouseEventsAreNoLine() {
        type("\033[I\033[O\033[<0;10;5M");
        now = now.plusSeconds(6);
        assertThat(busy("$ ")).isFalse();
    }
}
