package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agenthub.agent.AgentId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FloodLimiterTest {

    private static final AgentId TYPED_IN = new AgentId("typed-in");
    private static final AgentId FLOODING = new AgentId("flooding");
    private static final int CHUNK = 16 * 1024;

    private final FloodLimiter limiter = new FloodLimiter();
    private final FloodLimiter.Flow flood = limiter.new Flow(FLOODING);
    private long now = 1_000_000_000_000L;

    @Test
    void aFloodIsNotSlowedWhileNobodyTypes() {
        assertThat(flood.pause(CHUNK, now)).isZero();
        assertThat(flood.pause(CHUNK, now)).isZero();
    }

    @Test
    void aFloodIsNotSlowedByTypingInTheSameTerminal() {
        limiter.keyPressed(FLOODING, now);
        assertThat(flood.pause(CHUNK, now)).isZero();
    }

    @Test
    void aFloodIsSlowedToTheRateWhileAPersonTypesElsewhere() {
        var seconds = 4;
        var read = 0L;
        for (var end = now + TimeUnit.SECONDS.toNanos(seconds); now < end; now += flood.pause(CHUNK, now)) {
            limiter.keyPressed(TYPED_IN, now);
            read += CHUNK;
        }
        assertThat(read / (double) seconds)
                .isCloseTo(FloodLimiter.RATE, within((FloodLimiter.BURST + CHUNK) / (double) seconds));
    }

    @Test
    void aFloodIsReadAtFullSpeedAgainHalfASecondAfterTheLastKey() {
        limiter.keyPressed(TYPED_IN, now);
        for (var i = 0; i < 1000; i++) {
            flood.pause(CHUNK, now);
        }
        now += FloodLimiter.TYPING_PERIOD;
        assertThat(flood.pause(CHUNK, now)).isZero();
        limiter.keyPressed(TYPED_IN, now);
        assertThat(flood.pause(CHUNK, now)).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(CHUNK) / FloodLimiter.RATE);
    }

    @Test
    void ordinaryOutputIsNeverSlowed() {
        for (var i = 0; i < 100; i++) {
            limiter.keyPressed(TYPED_IN, now);
            assertThat(flood.pause(4000, now)).isZero();
            now += TimeUnit.MILLISECONDS.toNanos(20);
        }
    }
}
