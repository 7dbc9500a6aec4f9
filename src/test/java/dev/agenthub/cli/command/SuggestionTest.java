package dev.agenthub.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> TEAM = List.of("claude", "qa", "tu_ui", "tu_sim");

    @Test
    void aTypoIsCorrected() {
        assertThat(Suggestion.nearest("cluade", TEAM)).contains("claude");
        assertThat(Suggestion.nearest("aq", TEAM)).contains("qa");
        assertThat(Suggestion.nearest("tu-ui", TEAM)).contains("tu_ui");
    }

    @Test
    void aDifferentWordHasNoSuggestion() {
        assertThat(Suggestion.nearest("reviewer", TEAM)).isEmpty();
        assertThat(Suggestion.nearest("bu", List.of("qa"))).isEmpty();
    }

    @Property
    void theDistanceIsSymmetricAndBounded(@ForAll @AlphaChars @StringLength(max = 8) String one,
            @ForAll @AlphaChars @StringLength(max = 8) String other) {
        int distance = Suggestion.distance(one, other);
        assertThat(distance).isEqualTo(Suggestion.distance(other, one))
                .isLessThanOrEqualTo(Math.max(one.length(), other.length()))
                .isGreaterThanOrEqualTo(Math.abs(one.length() - other.length()));
        assertThat(distance == 0).isEqualTo(one.equals(other));
    }
}
