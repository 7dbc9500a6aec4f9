package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Guesses guesses = new Guesses();

    @Test
    void twentyAMinuteAreAllowedAndTheNextMustWait() {
        for (var i = 0; i < Guesses.LIMIT; i++) {
            assertThat(guesses.wrong(NOW.plusSeconds(i))).isEmpty();
        }
        assertThat(guesses.wrong(NOW.plusSeconds(20))).hasValue(Duration.ofSeconds(40));
        assertThat(guesses.wrong(NOW.plusSeconds(59))).hasValue(Duration.ofSeconds(1));
        assertThat(guesses.wrong(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void settingTheClockBackDoesNotExtendTheWait() {
        for (var i = 0; i <= Guesses.LIMIT; i++) {
            guesses.wrong(NOW);
        }
        assertThat(guesses.wrong(NOW.minusSeconds(3600))).isEmpty();
    }
}
