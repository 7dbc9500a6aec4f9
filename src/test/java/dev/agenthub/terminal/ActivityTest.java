package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as activity. */
class ActivityTest {

    private final Activity activity = new Activity();

    private boolean changes(String... rows) {
        return activity.changed(List.of(rows));
    }

    @Test
    void newWordsAreActivity() {
        changes("$ ");
        assertThat(changes("$ make", "compiling")).isTrue();
        assertThat(changes("$ make", "compiling", "linking")).isTrue();
    }

    @Test
    void clocksCountersAndSpinnersAreNotActivity() {
        changes("⠋ waiting for you", "12:00:01   3%");
        assertThat(changes("⠙ waiting for you", "12:00:02   4%")).isFalse();
        assertThat(changes("| waiting for you", "12:59:59 100%")).isFalse();
        assertThat(changes("✶ waiting for you... ", "")).isFalse();
    }

    @Test
    void anUnchangedVersionIsNotCheckedAgain() {
        assertThat(activity.isNewVersion(1)).isTrue();
        assertThat(activity.isNewVersion(1)).isFalse();
        assertThat(activity.isNewVersion(2)).isTrue();
    }
}
