package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person would call activity. */
class ActivityTest {

    private final Activity activity = new Activity();

    private boolean shows(String... rows) {
        return activity.changed(List.of(rows));
    }

    @Test
    void newWordsAreActivity() {
        shows("$ ");
        assertThat(shows("$ make", "compiling")).isTrue();
        assertThat(shows("$ make", "compiling", "linking")).isTrue();
    }

    @Test
    void clocksCountersAndSpinnersAreNot() {
        shows("⠋ waiting for you", "12:00:01   3%");
        assertThat(shows("⠙ waiting for you", "12:00:02   4%")).isFalse();
        assertThat(shows("| waiting for you", "12:59:59 100%")).isFalse();
        assertThat(shows("✶ waiting for you... ", "")).isFalse();
    }

    @Test
    void whatHasNotChangedAtAllIsNotLookedAtTwice() {
        assertThat(activity.worthALook(1)).isTrue();
        assertThat(activity.worthALook(1)).isFalse();
        assertThat(activity.worthALook(2)).isTrue();
    }
}
