package dev.agenthub.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharWidthTest {
    private static void expect(int width, String characters) {
        characters.codePoints().forEach(cp -> assertThat(CharWidth.of(cp)).as("U+%04X", cp).isEqualTo(width));
    }

    @Test
    void lettersLinesAndAmbiguousCharactersAreNarrow() {
        expect(1, "aé│─█▒✓→…°±Ωя\u00AD\u00A0⚠❤☀ﬁ✔■●");
    }

    @Test
    void eastAsianAndEmojiAreWide() {
        expect(2, "漢字かなカナ한글ＡＢ！￥。、「」𠀀😀👍🚀✅⏰❌🏽🈁㊙");
    }

    @Test
    void marksJoinersAndSelectorsTakeNoCell() {
        expect(0, "\u0301\u0308\u200B\u200D\uFE0F\uFE0E\u20E3\u1160\uDB40\uDD00\u0E31\u064B");
    }

    @Test
    void aRegionalIndicatorIsNarrow() {
        expect(1, "🇩🇪");
    }
}
