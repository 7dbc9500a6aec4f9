package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Detection of wall clock jumps against the monotonic clock. */
class ClockJumpsProperties {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long DAY = 86_400_000;

    @Property
    void aJumpIsReportedOnceWithItsSize(@ForAll long began, @ForAll @LongRange(min = -DAY, max = DAY) long jumpMillis,
            @ForAll @LongRange(min = 0, max = DAY) long passedMillis) {
        var jumps = new ClockJumps(NOON, began);
        var jump = Duration.ofMillis(jumpMillis);
        var passed = Duration.ofMillis(passedMillis);
        var wall = NOON.plus(passed).plus(jump);
        var nanos = began + passed.toNanos();

        var reported = jumps.check(wall, nanos);
        if (jump.abs().compareTo(ClockJumps.THRESHOLD) > 0) {
            assertThat(reported).contains(jump);
        } else {
            assertThat(reported).isEmpty();
        }
        assertThat(jumps.check(wall.plusSeconds(1), nanos + Duration.ofSeconds(1).toNanos())).isEmpty();
    }
}
