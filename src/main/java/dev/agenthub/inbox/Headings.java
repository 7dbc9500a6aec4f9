package dev.agenthub.inbox;

import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a markdown text calls itself. */
final class Headings {

    private static final int LONGEST = 200;
    private static final Pattern ATX = Pattern.compile("^ {0,3}#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*$", Pattern.MULTILINE);

    private Headings() {
    }

    /** The first heading ({@code # like this}) that says something, without control characters and not longer than a line should be. */
    static Optional<String> first(String markdown) {
        return ATX.matcher(markdown.replace("\r", "")).results()
                .map(heading -> heading.group(1).replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip())
                .filter(text -> !text.isEmpty()).findFirst().map(Headings::cut);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
