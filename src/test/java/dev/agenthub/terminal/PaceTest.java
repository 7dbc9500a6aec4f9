package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When output leaves. */
class PaceTest {

    private final Pace pace = new Pace();

    /** So many small pieces come at that time; how long the last is held. */
    private long flood(long now) {
        var delay = 0L;
        for (var i = 0; i < 20; i++) {
            delay = pace.delay(100, now);
        }
        return delay;
    }

    @Test
    void whatComesNowAndThenLeavesAtOnce() {
        for (var now = 0L; now < 100 * Pace.MOMENT; now += Pace.MOMENT / 3) {
            assertThat(pace.delay(1, now)).isZero();
        }
    }

    @Test
    void aFloodIsGatheredUntilTheMomentIsOver() {
        assertThat(flood(1000)).isEqualTo(Pace.MOMENT);
        assertThat(pace.delay(1, 1000 + Pace.MOMENT - 1)).isEqualTo(1);
        assertThat(pace.delay(1, 1000 + Pace.MOMENT)).isZero();
    }

    @Test
    void muchLeavesBeforeThat() {
        flood(0);
        assertThat(pace.delay(Pace.MOST, 1)).isZero();
    }

    @Test
    void anEchoLeavesAtOnceInAFloodToo() {
        flood(0);
        pace.typed();
        assertThat(pace.delay(1, 1)).isZero();
    }
}
