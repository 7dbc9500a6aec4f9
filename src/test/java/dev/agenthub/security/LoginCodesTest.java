package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class LoginCodesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LoginCodes codes = new LoginCodes();

    @Test
    void aCodeIsValidOnce() {
        var code = codes.issue(NOW);
        assertThat(codes.redeem(code, NOW.plusSeconds(59))).isTrue();
        assertThat(codes.redeem(code, NOW.plusSeconds(59))).isFalse();
    }

    @Test
    void aCodeIsValidForAMinute() {
        var code = codes.issue(NOW);
        assertThat(codes.redeem(code, NOW.plus(LoginCodes.LIFE))).isFalse();
    }

    @Test
    void unknownCodesAreInvalid() {
        assertThat(codes.redeem("", NOW)).isFalse();
        assertThat(codes.redeem("x".repeat(43), NOW)).isFalse();
    }

    @Test
    void codesHave256BitsAndAreUnique() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 50; i++) {
            assertThat(codes.issue(NOW)).hasSize(43).matches("[A-Za-z0-9_-]+").satisfies(seen::add);
        }
        assertThat(seen).hasSize(50);
    }

    @Test
    void issuingTooManyCodesInvalidatesTheOldest() {
        var first = codes.issue(NOW);
        var second = codes.issue(NOW);
        for (var i = 0; i < 63; i++) {
            codes.issue(NOW);
        }
        assertThat(codes.redeem(first, NOW)).isFalse();
        assertThat(codes.redeem(second, NOW)).isTrue();
    }
}
