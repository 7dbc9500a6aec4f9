package dev.agenthub.notice;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The template of the line that notifies an agent of its tasks. File names may contain anything, and the line may reach
 * any program, even a shell. So only letters, digits, dots, dashes and underscores of a name are kept.
 *
 * @param template with {@code {task}} (the names), {@code {count}} (how many) and {@code {inbox}} (the folder as the
 *     agent sees it)
 */
public record NoticeText(String template) {

    /** What a template must be, as a phrase for a person. */
    public static final String ALLOWED = "one line of at most 200 characters without control characters that "
            + "starts with three letters, the first not y or n (or it could answer a question); {task}, {count} and "
            + "{inbox} are replaced";

    private static final Pattern ALLOWED_FORM = Pattern.compile("(?![yYnN])[a-zA-Z]{3}[^\\p{Cntrl}\\p{Cf}]*");
    private static final int MAX_NAMES = 10;
    private static final int MAX_NAME_LENGTH = 80;

    /** @throws IllegalArgumentException unless {@link #allowed} */
    public NoticeText {
        if (!allowed(template)) {
            throw new IllegalArgumentException("A notice must be " + ALLOWED + ".");
        }
    }

    public static boolean allowed(String template) {
        return template.length() <= 200 && ALLOWED_FORM.matcher(template).matches();
    }

    /**
     * The line, which starts as the template does and has no control characters.
     *
     * @param tasks file names, in the order to list them
     */
    public String line(List<String> tasks, String inbox) {
        var names = String.join(", ", tasks.stream().limit(MAX_NAMES).map(NoticeText::sanitized).toList());
        var more = tasks.size() - MAX_NAMES;
        return template.replace("{count}", Integer.toString(tasks.size()))
                .replace("{inbox}", inbox.replaceAll("[^\\p{L}\\p{N}/._-]", "_"))
                .replace("{task}", more > 0 ? names + " and " + more + " more" : names);
    }

    private static String sanitized(String name) {
        var safe = name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return safe.codePointCount(0, safe.length()) <= MAX_NAME_LENGTH ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, MAX_NAME_LENGTH - 5)) + "...";
    }
}
