package dev.agenthub.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

    private static final ReconnectDelay DELAY = ReconnectDelay.INTERACTIVE;

    @Test
    void delaysDoubleUpToTheLongest() {
        assertThat(DELAY.next(0, Duration.ZERO)).contains(Duration.ofMillis(250));
        assertThat(DELAY.next(1, Duration.ZERO)).contains(Duration.ofMillis(500));
        assertThat(DELAY.next(4, Duration.ZERO)).contains(Duration.ofSeconds(4));
    }

    @Property
    void everyDelayIsBetweenFirstAndLongest(@ForAll @IntRange(min = 0) int tries) {
        assertThat(DELAY.next(tries, Duration.ZERO).orElseThrow()).isBetween(DELAY.first(), DELAY.longest());
    }

    @Test
    void givesUpAtTheLimit() {
        assertThat(DELAY.next(3, DELAY.limit())).isEmpty();
    }

    @Test
    void refusesInvalidDelays() {
        assertThatThrownBy(() -> new ReconnectDelay(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
