package dev.agenthub.notice;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The line that tells an agent of its tasks. File names come from anywhere and the line goes to anything, a shell too: of a name only
 * letters, digits, dots, dashes and underscores remain.
 *
 * @param template with {@code {task}} (the names), {@code {count}} (how many) and {@code {inbox}} (the folder as the agent sees it)
 */
public record NoticeText(String template) {

    /** What a template must be, for people. */
    public static final String ALLOWED = "one line of at most 200 characters without control characters that begins with a word of three "
            + "letters or more which is no answer to a question (not with y or n); {task}, {count} and {inbox} are filled in";

    private static final Pattern FORM = Pattern.compile("(?![yYnN])[a-zA-Z]{3}[^\\p{Cntrl}\\p{Cf}]*");
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 80;

    /** @throws IllegalArgumentException where {@link #allowed} says no */
    public NoticeText {
        if (!allowed(template)) {
            throw new IllegalArgumentException("A notice must be " + ALLOWED + ".");
        }
    }

    public static boolean allowed(String template) {
        return template.length() <= 200 && FORM.matcher(template).matches();
    }

    /**
     * The line: it begins as the template does, and has no control characters.
     *
     * @param tasks file names, in the order to tell them
     */
    public String line(List<String> tasks, String inbox) {
        var names = String.join(", ", tasks.stream().limit(MOST_NAMES).map(NoticeText::plain).toList());
        var more = tasks.size() - MOST_NAMES;
        return template.replace("{count}", Integer.toString(tasks.size()))
                .replace("{inbox}", inbox.replaceAll("[^\\p{L}\\p{N}/._-]", "_"))
                .replace("{task}", more > 0 ? names + " and " + more + " more" : names);
    }

    private static String plain(String name) {
        var safe = name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return safe.codePointCount(0, safe.length()) <= LONGEST_NAME ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, LONGEST_NAME - 5)) + "..." ;
    }
}
