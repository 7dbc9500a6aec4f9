package dev.agenthub.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

    private static final ReconnectDelay BACKOFF = ReconnectDelay.FOR_PEOPLE;

    @Test
    void doublesUpToTheLongest() {
        assertThat(BACKOFF.next(0, Duration.ZERO)).contains(Duration.ofMillis(250));
        assertThat(BACKOFF.next(1, Duration.ZERO)).contains(Duration.ofMillis(500));
        assertThat(BACKOFF.next(4, Duration.ZERO)).contains(Duration.ofSeconds(4));
    }

    @Property
    void isNeverAHotLoopNorLongerThanTheLongest(@ForAll @IntRange(min = 0) int tries) {
        assertThat(BACKOFF.next(tries, Duration.ZERO).orElseThrow()).isBetween(BACKOFF.first(), BACKOFF.longest());
    }

    @Test
    void givesUp() {
        assertThat(BACKOFF.next(3, BACKOFF.patience())).isEmpty();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ReconnectDelay(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
