package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When output is sent. */
class PaceTest {

    private final Pace pace = new Pace();

    /** Feeds 20 small pieces at that time and returns the delay of the last. */
    private long flood(long now) {
        var delay = 0L;
        for (var i = 0; i < 20; i++) {
            delay = pace.delay(100, now);
        }
        return delay;
    }

    @Test
    void occasionalOutputIsSentImmediately() {
        for (var now = 0L; now < 100 * Pace.INTERVAL; now += Pace.INTERVAL / 3) {
            assertThat(pace.delay(1, now)).isZero();
        }
    }

    @Test
    void aFloodIsGatheredUntilTheIntervalEnds() {
        assertThat(flood(1000)).isEqualTo(Pace.INTERVAL);
        assertThat(pace.delay(1, 1000 + Pace.INTERVAL - 1)).isEqualTo(1);
        assertThat(pace.delay(1, 1000 + Pace.INTERVAL)).isZero();
    }

    @Test
    void aFullBufferIsSentEarlier() {
        flood(0);
        assertThat(pace.delay(Pace.MAX_HELD, 1)).isZero();
    }

    @Test
    void anEchoIsSentImmediatelyDuringAFlood() {
        flood(0);
        pace.typed();
        assertThat(pace.delay(1, 1)).isZero();
    }
}
