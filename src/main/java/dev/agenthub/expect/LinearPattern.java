package dev.agenthub.expect;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A pattern given by a person, searched for in the output of an agent. The search takes time linear in the text, for
 * any pattern and text. The syntax is RE2's, which has no look-ahead, look-behind, back references or possessive
 * repetitions. {@code ^} and {@code $} match at the ends of each line.
 */
public final class LinearPattern {

    private static final int MAX_LENGTH = 1000;

    /** The most work of a search: characters times the size of the pattern. About half a second. */
    private static final long MAX_WORK = 50_000_000;

    /** The work after which a search yields to other threads. */
    private static final long YIELD_AFTER = 200_000;

    private final Pattern pattern;
    private final int size;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
        this.size = pattern.programSize();
    }

    /** @throws IllegalArgumentException with the reason, as a predicate whose subject is the pattern */
    public static LinearPattern of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most %d characters, not %d"
                    .formatted(MAX_LENGTH, text.length()));
        }
        if (PatternSize.of(text) > PatternSize.MAX) {
            throw new IllegalArgumentException("repeats too much: nested {n} multiply, and the limit is %d steps"
                    .formatted(PatternSize.MAX));
        }
        try {
            return new LinearPattern(Pattern.compile(text, Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(("is not a regular expression of RE2 syntax, which has no look-ahead, "
                    + "look-behind, back references or possessive repetitions: %s in %s")
                    .formatted(e.getDescription(), e.getPattern()));
        }
    }

    /**
     * The first match.
     *
     * @throws CostlyPattern if the text is too long for a pattern of this size
     */
    Optional<String> find(String text) {
        if ((long) text.length() * size > MAX_WORK) {
            throw new CostlyPattern();
        }
        var matcher = pattern.matcher(new YieldingText(text, size));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** The text, yielding during the search. The engine reads each character once, for all states. */
    private static final class YieldingText implements CharSequence {

        private final String text;
        private final int size;
        private long work;

        YieldingText(String text, int size) {
            this.text = text;
            this.size = size;
        }

        @Override
        public char charAt(int index) {
            work += size;
            if (work > YIELD_AFTER) {
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
