package dev.agenthub.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.health.Heartbeats.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests when a part counts as stuck, with simulated time. */
class HeartbeatsTest {

    private final Part lane = new Part("an agent's lane");
    private final Part pool = new Part("the worker pool");
    private long now = 77;
    private final Heartbeats heartbeats = new Heartbeats(List.of(lane, pool), now);

    /** Runs rounds of one second each; {@code response} handles the heartbeats. */
    private void rounds(int count, Consumer<Part> response) {
        for (var i = 0; i < count; i++) {
            now += Duration.ofSeconds(1).toNanos();
            heartbeats.round(now).forEach(response);
        }
    }

    private Optional<String> problem() {
        return heartbeats.problem(now);
    }

    private void poolResponds(Part part) {
        if (part == pool) {
            part.responded();
        }
    }

    @Test
    void aHubIsHealthyIfAllPartsRespond() {
        rounds(1000, Part::responded);
        assertThat(problem()).isEmpty();
    }

    @Test
    void aStuckPartIsReportedAfterTheTimeout() {
        rounds(31, this::poolResponds);
        assertThat(problem()).isEmpty();
        rounds(10, this::poolResponds);
        assertThat(problem()).contains("an agent's lane has not responded for 40 s");
        lane.responded();
        assertThat(problem()).isEmpty();
    }

    @Test
    void aPartGetsNoFurtherHeartbeatBeforeItResponds() {
        rounds(3, part -> { });
        now += 1;
        assertThat(heartbeats.round(now)).isEmpty();
        pool.responded();
        assertThat(heartbeats.round(now)).containsExactly(pool);
    }

    @Test
    void timeInWhichTheProcessWasSuspendedDoesNotCount() {
        rounds(5, part -> { });
        now += Duration.ofHours(9).toNanos();
        assertThat(problem()).isEmpty();
        rounds(1, part -> { });
        assertThat(problem()).isEmpty();
        rounds(40, part -> { });
        assertThat(problem()).isPresent();
    }

    @Test
    void aSlowMachineGetsMoreTime() {
        for (var i = 0; i < 10; i++) {
            now += Duration.ofSeconds(10).toNanos();
            heartbeats.round(now);
        }
        assertThat(problem()).isEmpty();
    }

    @Test
    void stoppedRoundsAreReportedOnTheSecondCheck() {
        rounds(5, Part::responded);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(problem()).isEmpty();
        now += Duration.ofSeconds(20).toNanos();
        assertThat(problem()).isEmpty();
        now += Duration.ofSeconds(11).toNanos();
        assertThat(problem()).contains("the self-check has not responded for 331 s");
    }

    @Test
    void twoSuspensionsAreNotMistakenForStoppedRounds() {
        rounds(5, Part::responded);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(problem()).isEmpty();
        rounds(1, Part::responded);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(problem()).isEmpty();
    }
}
