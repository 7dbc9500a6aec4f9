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

    private final FloodLimiter courtesy = new FloodLimiter();
    private final FloodLimiter.Flow flood = courtesy.new Flow(FLOODING);
    private long now = 1_000_000_000_000L;

    @Test
    void aFloodIsNotHeldUpWhileNobodyTypes() {
        assertThat(flood.pause(CHUNK, now)).isZero();
        assertThat(flood.pause(CHUNK, now)).isZero();
    }

    @Test
    void aFloodIsNotHeldUpByWhoTypesIntoIt() {
        courtesy.pressed(FLOODING, now);
        assertThat(flood.pause(CHUNK, now)).isZero();
    }

    @Test
    void aFloodIsReadAtItsRateWhileSomebodyTypesElsewhere() {
        var seconds = 4;
        var read = 0L;
        for (var end = now + TimeUnit.SECONDS.toNanos(seconds); now < end; now += flood.pause(CHUNK, now)) {
            courtesy.pressed(TYPED_IN, now);
            read += CHUNK;
        }
        assertThat(read / (double) seconds).isCloseTo(FloodLimiter.RATE, within((FloodLimiter.BURST + CHUNK) / (double) seconds));
    }

    @Test
    void itGoesOnAtFullSpeedHalfASecondAfterTheLastKeyWhateverCameBefore() {
        courtesy.pressed(TYPED_IN, now);
        for (var i = 0; i < 1000; i++) {
            flood.pause(CHUNK, now);
        }
        now += FloodLimiter.LASTS;
        assertThat(flood.pause(CHUNK, now)).isZero();
        courtesy.pressed(TYPED_IN, now);
        assertThat(flood.pause(CHUNK, now)).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(CHUNK) / FloodLimiter.RATE);
    }

    @Test
    void whatAnAgentSaysAsItWorksIsNeverHeldUp() {
        for (var i = 0; i < 100; i++) {
            courtesy.pressed(TYPED_IN, now);
            assertThat(flood.pause(4000, now)).isZero();
            now += TimeUnit.MILLISECONDS.toNanos(20);
        }
    }
}
