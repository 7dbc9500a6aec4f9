package dev.agenthub.emulator;

import java.util.Arrays;

/**
 * The number of cells of a character: 0, 1 or 2.
 *
 * <p>This is wcwidth(3) as in xterm and xterm.js (without its grapheme add-on): each code point counts alone. Variation
 * selectors and the zero width joiner take no cell and change no width; the parts of a joined emoji stand side by side;
 * regional indicators take one cell each; ambiguous characters are narrow. Wide are those with EastAsianWidth W or F,
 * and those shown as emoji by default.
 */
final class CharWidth {
    /** Pairs of first and last code point: EastAsianWidth W and F, apart from the emoji, which Java knows itself. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F,
        0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0,
        0x16FFF,
        0x17000, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F200, 0x1F265,
    };
    private static final int TABLE_END = 0x20000;
    /** Two bits for each code point of the first two planes. */
    private static final long[] TABLE = table();

    private CharWidth() {
    }

    static int of(int codePoint) {
        if (codePoint < TABLE_END) {
            return (int) (TABLE[codePoint >> 5] >>> ((codePoint & 31) << 1)) & 3;
        }
        if (codePoint < 0x40000) {
            return 2;
        }
        // Language tags and the variation selectors of plane 14.
        return codePoint >= 0xE0000 && codePoint < 0xE0200 ? 0 : 1;
    }

    private static long[] table() {
        var wide = new boolean[TABLE_END];
        for (int i = 0; i < WIDE.length; i += 2) {
            Arrays.fill(wide, WIDE[i], WIDE[i + 1] + 1, true);
        }
        var table = new long[TABLE_END / 32];
        for (int cp = 0; cp < TABLE_END; cp++) {
            table[cp >> 5] |= (long) width(cp, wide[cp]) << ((cp & 31) << 1);
        }
        return table;
    }

    private static int width(int cp, boolean wide) {
        // The vowels and finals of Hangul combine with the consonant before them.
        if (cp >= 0x1160 && cp <= 0x11FF || cp >= 0xD7B0 && cp <= 0xD7FB) {
            return 0;
        }
        return switch (Character.getType(cp)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            // Terminals show a soft hyphen.
            case Character.FORMAT -> cp == 0xAD ? 1 : 0;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> 0;
            default -> wide || Character.isEmojiPresentation(cp) && !isRegionalIndicator(cp) ? 2 : 1;
        };
    }

    private static boolean isRegionalIndicator(int cp) {
        return cp >= 0x1F1E6 && cp <= 0x1F1FF;
    }
}
