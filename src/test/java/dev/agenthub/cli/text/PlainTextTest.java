package dev.agenthub.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\033[31mb", "a\033]0;title\007b", "a\033]8;;http://x\033\\b", "a\033Pq#0\033\\b",
        "a\u009b31mb", "a\033(Bb", "a\0337b", "a\u009d0;t\u009cb", "a\rb", "a\bb", "a\u202eb", "a\u2066b", "a\u007fb",
        "a\033_apc\033\\b", "a\033\033[1mb"})
    void escapeSequencesAreRemovedAndTextIsKept(String text) {
        assertThat(PlainText.line(text)).isEqualTo("ab");
    }

    @Test
    void unicodeTextIsKept() {
        assertThat(PlainText.line("Grüße, 世界 😀 עברית")).isEqualTo("Grüße, 世界 😀 עברית");
    }

    @Test
    void lineReplacesLineBreaksAndLinesKeepsThem() {
        assertThat(PlainText.line("a\nb\tc")).isEqualTo("a b c");
        assertThat(PlainText.lines("a\n\033[1mb\tc")).isEqualTo("a\nb\tc");
    }

    @Property
    void noControlCharactersRemain(@ForAll @AlphaChars
            @Chars({'\033', '[', ']', ';', '\007', '\u009b', '\\', '\n', '\u202e', 'P', '5', '\uD83D'}) String text) {
        var plain = PlainText.line(text);
        assertThat(plain.chars()).noneMatch(c -> c < ' ' || c >= 0x7f && c <= 0x9f);
        assertThat(PlainText.line(plain)).isEqualTo(plain);
    }
}
