package dev.agenthub.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Patterns on a screen's text, evil ones too. */
class ScreenSearchTest {

    @Test
    void whatMatchesIsFound() {
        assertThat(ScreenSearch.find(Pattern.compile("^\\w+ing$", Pattern.MULTILINE), "one\nwaiting\n")).contains("waiting");
        assertThat(ScreenSearch.find(Pattern.compile("two"), "one\n")).isEmpty();
    }

    @Test
    void aPatternThatBacktracksForEverIsGivenUp() {
        assertThatThrownBy(() -> ScreenSearch.find(Pattern.compile("(a|aa)+c\\1"), "a".repeat(60) + "b"))
                .isInstanceOf(CostlyPattern.class).hasMessageContaining("too many steps");
    }

    @Test
    void aPatternThatGoesTooDeepIsGivenUp() {
        assertThatThrownBy(() -> ScreenSearch.find(Pattern.compile("(x|y)*z"), "xy".repeat(250_000)))
                .isInstanceOf(CostlyPattern.class);
    }
}
