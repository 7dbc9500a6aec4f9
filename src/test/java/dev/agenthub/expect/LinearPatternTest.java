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

/** Patterns of people on agents' text, evil ones too. */
class LinearPatternTest {

    @Test
    void whatMatchesIsFound() {
        assertThat(LinearPattern.of("^\\w+ing$").find("one\nwaiting\n")).contains("waiting");
        assertThat(LinearPattern.of("two").find("one\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|aa)+c", "(a*)*b", "(x|y)*z", "(.*a){12}$", "(a?){50}a{50}b"})
    void whatBacktracksForEverElsewhereIsSearchedForToItsEnd(String evil) {
        assertThat(LinearPattern.of(evil).find("a".repeat(50_000) + "!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<=a)b", "(?<!a)b", "(?=a)", "(?!a)", "(a)\\1", "a++", "(", "[a", "a{2000}"})
    void whatCannotBeSearchedForInLinearTimeIsRefusedInASentence(String pattern) {
        assertThatThrownBy(() -> LinearPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class)
                .message().matches("is not a regular expression of RE2 syntax.*|repeats too much.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{100}){100}){100}){100}", "((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}", "((a[])}]{100}){100}){100}",
        "((\\Q)\\E{100}){100}){100}", "((\\p{L}{100}){100}){100}", "((a{1,100}){100,}){100}"})
    void aPatternThatWouldTakeAllMemoryIsRefused(String pattern) {
        assertThatThrownBy(() -> LinearPattern.of(pattern)).hasMessageContaining("repeats too much");
    }

    @Test
    void aPatternThatIsTooLargeForItsTextIsGivenUp() {
        assertThatThrownBy(() -> LinearPattern.of("(x?y?){300}z").find("xy".repeat(100_000))).isInstanceOf(CostlyPattern.class)
                .hasMessageContaining("too many steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\d{4}-\\d{2}-\\d{2}", "[^]]{3}", "[[:alpha:]]{2}x", ".{80}.{80}.{80}", "{", "a{,3}", "\\x{e9}{3}", "\\Qa{9}\\E{2}"})
    void ordinaryPatternsAreTaken(String pattern) {
        assertThat(LinearPattern.of(pattern)).isNotNull();
    }

    /** The size is known before anything of that size is made. */
    @Property(tries = 3000)
    void whatIsAcceptedIsAboutAsLargeAsWasReckoned(@ForAll("patterns") String pattern) {
        var reckoned = PatternSize.of(pattern);
        if (reckoned <= PatternSize.MOST) {
            try {
                assertThat((long) Pattern.compile(pattern).programSize()).isLessThanOrEqualTo(3 * reckoned + 10);
            } catch (PatternSyntaxException refused) {
                assertThat(refused.getDescription()).isNotEmpty();
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(List.of("a", ".", "(", ")", "(?:", "[", "]", "^", "[:", ":]", "\\", "\\Q", "\\E", "{2}", "{7}", "{3,}", "{2,5}", "{",
                "}", "*", "+", "?", "|", "\\d", "\\p{L}", "\\x{41}", "[ab]", "(a{3})", "1", ",")).list().ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
