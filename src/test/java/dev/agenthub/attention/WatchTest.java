package dev.agenthub.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.emulator.Emulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as activity and as still, and when a program waits for a person. */
class WatchTest {

    private static final String CLEAR = "\033[2J\033[H";

    private final Emulator emulator = new Emulator(60, 10, 0);
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Watch watch = new Watch(now);

    @BeforeEach
    void begin() {
        watch.begin(emulator.contentVersion(), emulator.alerts(), now);
        pass(5);
    }

    private void pass(int seconds) {
        for (var i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            if (watch.isSampleDue(now)) {
                watch.sample(emulator.screen(), now);
            }
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
        watch.shown(emulator.contentVersion(), emulator.alerts(), now);
    }

    private boolean isActivity(String text) {
        write(CLEAR + text);
        return watch.sample(emulator.screen(), now);
    }

    @Test
    void newWordsAreActivity() {
        isActivity("$ ");
        assertThat(isActivity("$ make\r\ncompiling")).isTrue();
        assertThat(isActivity("$ make\r\ncompiling\r\nlinking")).isTrue();
    }

    @Test
    void clocksCountersAndSpinnersAreNotActivity() {
        isActivity("⠋ waiting for you\r\n12:00:01   3%");
        assertThat(isActivity("⠙ waiting for you\r\n12:00:02   4%")).isFalse();
        assertThat(isActivity("| waiting for you\r\n12:59:59 100%")).isFalse();
        assertThat(isActivity("✶ waiting for you... ")).isFalse();
    }

    @Test
    void aStillScreenIsNotSampledAgain() {
        assertThat(watch.isSampleDue(now)).isFalse();
        write("new");
        assertThat(watch.isSampleDue(now)).isTrue();
        pass(5);
        assertThat(watch.isSampleDue(now)).isFalse();
    }

    @Test
    void neitherOutputWithoutNewTextNorAClockJumpAffectsStillness() {
        write("text");
        now = now.plusSeconds(9);
        write("\033[31m\033[5;5H");
        assertThat(watch.stillFor(now)).isEqualTo(Duration.ofSeconds(9));
        watch.typed(now);
        assertThat(watch.stillFor(now)).isZero();
        now = now.plusSeconds(3600);
        watch.clockJumped(now);
        assertThat(watch.stillFor(now)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\007", "\033]9;done\007", "\033]777;notify;title;done\033\\"})
    void aBellOrANotificationIsAnAlertUntilAPersonTypes(String alert) {
        write(alert);
        assertThat(watch.waiting()).map(Waiting::since).contains(now);
        pass(60);
        assertThat(watch.waiting()).isPresent();
        watch.typed(now);
        assertThat(watch.waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033]0;title\007", "\033]9;4;1;50\007", "\033]777;other\007", "text"})
    void titlesAndProgressAreNotAlerts(String output) {
        write(output);
        assertThat(watch.waiting()).isEmpty();
    }

    @Test
    void aBellRightAfterAKeyIsNotAnAlert() {
        watch.typed(now);
        write("\007");
        assertThat(watch.waiting()).isEmpty();
    }

    @Test
    void aDialogCountsOnceTheScreenIsStillAndUntilItIsGone() {
        write("Overwrite it? (y/n) ");
        assertThat(watch.waiting()).isEmpty();
        pass(4);
        assertThat(watch.waiting()).map(Waiting::reason).contains("it asks “Overwrite it? (y/n)”");
        write(CLEAR + "Done.\r\n$ ");
        pass(4);
        assertThat(watch.waiting()).isEmpty();
    }

    @Test
    void aDialogStillWaitsAfterInputThatDidNotAnswerIt() {
        write("Overwrite it? (y/n) ");
        pass(4);
        watch.typed(now);
        assertThat(watch.waiting()).isEmpty();
        pass(1);
        assertThat(watch.waiting()).isPresent();
    }
}
