package dev.agenthub.emulator;

/**
 * Decodes UTF-8 one byte at a time, so that a character may be split over any number of chunks.
 *
 * <p>Malformed input becomes one U+FFFD for each maximal subpart (The Unicode Standard, chapter 3, "U+FFFD Substitution
 * of Maximal Subparts"): a byte that cannot continue the open character ends it and is read again as a first byte.
 */
final class Utf8 {
    /** The character is incomplete. */
    static final int MORE = -1;
    /** The byte does not continue the open character, which is malformed; the byte is not consumed. */
    static final int BROKEN = -2;

    static final int REPLACEMENT = 0xFFFD;

    private int needed;
    private int codePoint;
    private int lower;
    private int upper;

    /** Whether a character is incomplete. */
    boolean open() {
        return needed != 0;
    }

    /**
     * Takes the first byte of a character, which is 0x80 or more; {@link #BROKEN} if no character can start with it.
     */
    int first(int octet) {
        lower = 0x80;
        upper = 0xBF;
        if (octet >= 0xC2 && octet <= 0xDF) {
            needed = 1;
            codePoint = octet & 0x1F;
        } else if (octet >= 0xE0 && octet <= 0xEF) {
            needed = 2;
            codePoint = octet & 0x0F;
            // Overlong forms and surrogates are malformed from the second byte on.
            lower = octet == 0xE0 ? 0xA0 : 0x80;
            upper = octet == 0xED ? 0x9F : 0xBF;
        } else if (octet >= 0xF0 && octet <= 0xF4) {
            needed = 3;
            codePoint = octet & 0x07;
            lower = octet == 0xF0 ? 0x90 : 0x80;
            upper = octet == 0xF4 ? 0x8F : 0xBF;
        } else {
            return BROKEN;
        }
        return MORE;
    }

    /** Takes a further byte of the open character. */
    int next(int octet) {
        if (octet < lower || octet > upper) {
            needed = 0;
            return BROKEN;
        }
        lower = 0x80;
        upper = 0xBF;
        codePoint = codePoint << 6 | octet & 0x3F;
        return --needed == 0 ? codePoint : MORE;
    }
}
