package dev.agenthub.inbox;

import java.util.Optional;

/** Finds what a markdown text calls itself, in time linear in the text: tasks are written by others. */
final class Headings {

    /** How much of a text is looked through, in characters: a heading further down is not what the text calls itself. */
    static final int HEAD = 8 * 1024;

    private static final int LONGEST = 200;
    private static final int DEEPEST = 6;
    private static final int MOST_INDENTED = 3;

    private Headings() {
    }

    /**
     * The first heading ({@code # like this}) that says something, without control characters and not longer than a line should be.
     * Only the first {@value #HEAD} characters count.
     */
    static Optional<String> first(CharSequence markdown) {
        var end = Math.min(HEAD, markdown.length());
        var line = new StringBuilder();
        for (var i = 0; i <= end; i++) {
            if (i < end && markdown.charAt(i) != '\n') {
                if (markdown.charAt(i) != '\r') {
                    line.append(markdown.charAt(i));
                }
                continue;
            }
            var heading = heading(line);
            if (!heading.isEmpty()) {
                return Optional.of(cut(heading));
            }
            line.setLength(0);
        }
        return Optional.empty();
    }

    /** What the line says, where it is a heading; else nothing. Closing {@code #} are no part of it. */
    private static String heading(StringBuilder line) {
        var marks = skip(line, 0, ' ', MOST_INDENTED);
        var begin = skip(line, marks, '#', DEEPEST);
        if (begin == marks || begin == line.length() || !isBlank(line.charAt(begin))) {
            return "";
        }
        var end = blanksBefore(line, line.length(), begin);
        while (end > begin && line.charAt(end - 1) == '#') {
            end--;
        }
        return plain(line, begin, blanksBefore(line, end, begin));
    }

    private static int skip(StringBuilder line, int from, char what, int most) {
        var i = from;
        while (i < line.length() && i < from + most && line.charAt(i) == what) {
            i++;
        }
        return i;
    }

    private static int blanksBefore(StringBuilder line, int end, int begin) {
        var i = end;
        while (i > begin && isBlank(line.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String plain(StringBuilder line, int begin, int end) {
        var plain = new StringBuilder();
        line.substring(begin, end).codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT).forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
