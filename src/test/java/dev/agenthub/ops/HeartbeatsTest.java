package dev.agenthub.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.ops.Heartbeats.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a hub is taken for stuck. Time is the test's. */
class HeartbeatsTest {

    private final Part lane = new Part("an agent's lane");
    private final Part pool = new Part("its worker pool");
    private long now = 77;
    private final Heartbeats heartbeats = new Heartbeats(List.of(lane, pool), now);

    /** Rounds of a second each, in which those parts move that {@code moves} makes move. */
    private void rounds(int count, Consumer<Part> moves) {
        for (var i = 0; i < count; i++) {
            now += Duration.ofSeconds(1).toNanos();
            heartbeats.round(now).forEach(moves);
        }
    }

    private Optional<String> trouble() {
        return heartbeats.trouble(now);
    }

    private void poolMoves(Part part) {
        if (part == pool) {
            part.moved();
        }
    }

    @Test
    void aHubWhosePartsMoveIsWell() {
        rounds(1000, Part::moved);
        assertThat(trouble()).isEmpty();
    }

    @Test
    void aPartThatStandsStillIsNamedWithItsTimeOnceTheBoundHasPassed() {
        rounds(31, this::poolMoves);
        assertThat(trouble()).isEmpty();
        rounds(10, this::poolMoves);
        assertThat(trouble()).contains("an agent's lane has not moved for 40 s");
        lane.moved();
        assertThat(trouble()).isEmpty();
    }

    @Test
    void aPartIsNotAskedAgainBeforeItHasMoved() {
        rounds(3, part -> { });
        now += 1;
        assertThat(heartbeats.round(now)).isEmpty();
        pool.moved();
        assertThat(heartbeats.round(now)).containsExactly(pool);
    }

    @Test
    void hoursInWhichTheWholeProcessStoodStillAreNobodysFault() {
        rounds(5, part -> { });
        now += Duration.ofHours(9).toNanos();
        assertThat(trouble()).isEmpty();
        rounds(1, part -> { });
        assertThat(trouble()).isEmpty();
        rounds(40, part -> { });
        assertThat(trouble()).isPresent();
    }

    @Test
    void aMachineOnWhichARoundTakesTenSecondsHasTheMoreTime() {
        for (var i = 0; i < 10; i++) {
            now += Duration.ofSeconds(10).toNanos();
            heartbeats.round(now);
        }
        assertThat(trouble()).isEmpty();
    }

    @Test
    void roundsThatHaveEndedAreNoticedByWhoeverLooksTwice() {
        rounds(5, Part::moved);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(trouble()).isEmpty();
        now += Duration.ofSeconds(20).toNanos();
        assertThat(trouble()).isEmpty();
        now += Duration.ofSeconds(11).toNanos();
        assertThat(trouble()).contains("its check of itself has not moved for 331 s");
    }

    @Test
    void aSecondSleepIsNotTakenForTheFirst() {
        rounds(5, Part::moved);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(trouble()).isEmpty();
        rounds(1, Part::moved);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(trouble()).isEmpty();
    }
}
