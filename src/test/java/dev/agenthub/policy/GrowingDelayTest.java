package dev.agenthub.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GrowingDelayTest {

    private static final GrowingDelay DELAY = new GrowingDelay(Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void itDoublesUpToTheLongest() {
        assertThat(DELAY.after(0)).isZero();
        assertThat(DELAY.after(1)).hasSeconds(1);
        assertThat(DELAY.after(2)).hasSeconds(2);
        assertThat(DELAY.after(3)).hasSeconds(4);
        assertThat(DELAY.after(4)).hasSeconds(5);
    }

    @Property
    void anyNumberOfFailuresHasADelayUpToTheLongest(@ForAll long failures) {
        assertThat(DELAY.after(failures)).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void theFirstIsPositiveAndNotAboveTheLongest() {
        assertThatThrownBy(() -> new GrowingDelay(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GrowingDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
