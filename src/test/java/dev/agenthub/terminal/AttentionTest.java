package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.attention.Waiting;
import dev.agenthub.emulator.Emulator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a program waits for a person. */
class AttentionTest {

    private final Emulator emulator = new Emulator(60, 10, 0);
    private final Attention attention = new Attention();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @BeforeEach
    void begin() {
        attention.begin(emulator.alerts(), now);
        pass(5);
    }

    private void pass(int seconds) {
        for (var i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            attention.sample(emulator, now);
        }
    }

    private void write(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                assertThat(length).isPositive();
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("The program sent no query.");
            }
        });
        attention.output(emulator.alerts(), now);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\007", "\033]9;done\007", "\033]777;notify;title;done\033\\"})
    void aBellOrANotificationIsAnAlertUntilAPersonTypes(String alert) {
        write(alert);
        assertThat(attention.waiting()).map(Waiting::since).contains(now);
        pass(60);
        assertThat(attention.waiting()).isPresent();
        attention.typed(now);
        assertThat(attention.waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033]0;title\007", "\033]9;4;1;50\007", "\033]777;other\007", "text"})
    void titlesAndProgressAreNotAlerts(String output) {
        write(output);
        assertThat(attention.waiting()).isEmpty();
    }

    @Test
    void aBellRightAfterAKeyIsNotAnAlert() {
        attention.typed(now);
        write("\007");
        assertThat(attention.waiting()).isEmpty();
    }

    @Test
    void aDialogCountsOnceTheScreenIsStillAndUntilItIsGone() {
        write("Overwrite it? (y/n) ");
        assertThat(attention.waiting()).isEmpty();
        pass(4);
        assertThat(attention.waiting()).map(Waiting::reason).contains("it asks “Overwrite it? (y/n)”");
        write("\033[2J\033[HDone.\r\n$ ");
        pass(4);
        assertThat(attention.waiting()).isEmpty();
    }

    @Test
    void aDialogStillWaitsAfterInputThatDidNotAnswerIt() {
        write("Overwrite it? (y/n) ");
        pass(4);
        attention.typed(now);
        assertThat(attention.waiting()).isEmpty();
        pass(1);
        assertThat(attention.waiting()).isPresent();
    }
}
