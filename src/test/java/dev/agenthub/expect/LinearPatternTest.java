package dev.agenthub.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns given by people, searched for in agents' text, including hostile ones. */
class LinearPatternTest {

    @Test
    void aMatchIsFound() {
        assertThat(LinearPattern.of("^\\w+ing$").find("one\nwaiting\n")).contains("waiting");
        assertThat(LinearPattern.of("two").find("one\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|aa)+c", "(a*)*b", "(x|y)*z", "(.*a){12}$", "(a?){50}a{50}b"})
    void aPatternThatWouldBacktrackForeverIsSearchedInLinearTime(String pattern) {
        assertThat(LinearPattern.of(pattern).find("a".repeat(50_000) + "!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<=a)b", "(?<!a)b", "(?=a)", "(?!a)", "(a)\\1", "a++", "(", "[a", "a{2000}"})
    void aPatternThatCannotBeLinearIsRefused(String pattern) {
        assertThatThrownBy(() -> LinearPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class)
                .message().matches("is not a regular expression of RE2 syntax.*|repeats too much.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{100}){100}){100}){100}", "((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}",
            "((a[])}]{100}){100}){100}",
        "((\\Q)\\E{100}){100}){100}", "((\\p{L}{100}){100}){100}", "((a{1,100}){100,}){100}"})
    void aPatternThatWouldExhaustMemoryIsRefused(String pattern) {
        assertThatThrownBy(() -> LinearPattern.of(pattern)).hasMessageContaining("repeats too much");
    }

    @Test
    void aPatternTooCostlyForItsTextIsRefused() {
        assertThatThrownBy(() -> LinearPattern.of("(x?y?){300}z").find("xy".repeat(100_000)))
                .isInstanceOf(CostlyPattern.class)
                .hasMessageContaining("too many steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\d{4}-\\d{2}-\\d{2}", "[^]]{3}", "[[:alpha:]]{2}x", ".{80}.{80}.{80}", "{", "a{,3}",
            "\\x{e9}{3}", "\\Qa{9}\\E{2}"})
    void ordinaryPatternsAreAccepted(String pattern) {
        assertThat(LinearPattern.of(pattern)).isNotNull();
    }

    /** The size is estimated before a pattern of that size is compiled. */
    @Property(tries = 3000)
    void theSizeOfAnAcceptedPatternIsCloseToItsEstimate(@ForAll("patterns") String pattern) {
        var estimate = PatternSize.of(pattern);
        if (estimate <= PatternSize.MAX) {
            try {
                assertThat((long) Pattern.compile(pattern).programSize()).isLessThanOrEqualTo(3 * estimate + 10);
            } catch (PatternSyntaxException refused) {
                assertThat(refused.getDescription()).isNotEmpty();
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(List.of("a", ".", "(", ")", "(?:", "[", "]", "^", "[:", ":]", "\\", "\\Q", "\\E", "{2}",
                "{7}", "{3,}", "{2,5}", "{",
                "}", "*", "+", "?", "|", "\\d", "\\p{L}", "\\x{41}", "[ab]", "(a{3})", "1", ",")).list().ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
