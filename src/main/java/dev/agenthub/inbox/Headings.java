package dev.agenthub.inbox;

import java.util.Optional;

/** Finds the title of a Markdown text. Takes linear time, because tasks are untrusted. */
final class Headings {

    /** The part of a text that is searched, in characters. */
    static final int HEAD = 8 * 1024;

    private static final int MAX_LENGTH = 200;
    private static final int MAX_LEVEL = 6;
    private static final int MAX_INDENT = 3;

    private Headings() {
    }

    /**
     * The first non-empty heading ({@code # like this}) in the first {@value #HEAD} characters, without control
     * characters and shortened to {@value #MAX_LENGTH} characters.
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

    /** The text of a heading line without closing {@code #}; empty for any other line. */
    private static String heading(StringBuilder line) {
        var marks = skip(line, 0, ' ', MAX_INDENT);
        var begin = skip(line, marks, '#', MAX_LEVEL);
        if (begin == marks || begin == line.length() || !isBlank(line.charAt(begin))) {
            return "";
        }
        var end = blanksBefore(line, line.length(), begin);
        while (end > begin && line.charAt(end - 1) == '#') {
            end--;
        }
        return plain(line, begin, blanksBefore(line, end, begin));
    }

    private static int skip(StringBuilder line, int from, char c, int max) {
        var i = from;
        while (i < line.length() && i < from + max && line.charAt(i) == c) {
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
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }
}
