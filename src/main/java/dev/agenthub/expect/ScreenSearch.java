package dev.agenthub.expect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for a pattern in a text, in no more than so many steps: some patterns would take for ever on some texts. */
final class ScreenSearch {

    /** About a tenth of a second's work. */
    private static final int MOST_STEPS = 10_000_000;

    /** After so many steps other threads have their turn. */
    private static final int TURN = 16 * 1024;

    private ScreenSearch() {
    }

    /** @throws CostlyPattern where it takes too many steps */
    static Optional<String> find(Pattern pattern, String text) {
        var matcher = pattern.matcher(new Counted(text));
        try {
            return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
        } catch (StackOverflowError e) {
            // The JDK's matcher goes one call deeper for each repetition of a group.
            throw new CostlyPattern();
        }
    }

    /** Each step of the matcher looks at a character. */
    private static final class Counted implements CharSequence {

        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            steps++;
            if (steps > MOST_STEPS) {
                throw new CostlyPattern();
            }
            if (steps % TURN == 0) {
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
