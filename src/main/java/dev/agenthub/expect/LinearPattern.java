package dev.agenthub.expect;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A pattern that a person gives, to be looked for in what an agent shows. It is searched for in time linear in the text, whatever both
 * hold: its syntax is RE2's, which has no look-ahead, look-behind, back references or possessive repetitions. {@code ^} and {@code $}
 * stand for the ends of each line.
 */
public final class LinearPattern {

    private static final int LONGEST = 1000;

    /** What a search may cost: characters times the pattern's own size. About half a second's work. */
    private static final long MOST_WORK = 50_000_000;

    /** After so much of it other threads have their turn. */
    private static final long TURN = 200_000;

    private final Pattern pattern;
    private final int size;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
        this.size = pattern.programSize();
    }

    /** @throws IllegalArgumentException with what is wrong, as the end of a sentence about the pattern */
    public static LinearPattern of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty: it needs something to look for");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is a pattern of at most %d characters, not %d".formatted(LONGEST, text.length()));
        }
        if (PatternSize.of(text) > PatternSize.MOST) {
            throw new IllegalArgumentException("repeats too much: {n} within {n} multiplies, to %d steps at most"
                    .formatted(PatternSize.MOST));
        }
        try {
            return new LinearPattern(Pattern.compile(text, Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(("is not a regular expression of RE2 syntax, which has no look-ahead, look-behind, back "
                    + "references or possessive repetitions: %s in %s").formatted(e.getDescription(), e.getPattern()));
        }
    }

    /**
     * The first match.
     *
     * @throws CostlyPattern where this text is too long for a pattern of this size
     */
    Optional<String> find(String text) {
        if ((long) text.length() * size > MOST_WORK) {
            throw new CostlyPattern();
        }
        var matcher = pattern.matcher(new Yielding(text, size));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** The engine looks at each character once, for all that the pattern may be at. */
    private static final class Yielding implements CharSequence {

        private final String text;
        private final int size;
        private long work;

        Yielding(String text, int size) {
            this.text = text;
            this.size = size;
        }

        @Override
        public char charAt(int index) {
            work += size;
            if (work > TURN) {
                work = 0;
                Thread.yield();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
