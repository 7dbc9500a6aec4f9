package dev.agenthub.inbox;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of tasks created through the hub; never a path, hidden, or in need of shell quoting. */
public final class TaskName {

    /** A regular expression for names, also shown in messages. */
    public static final String GRAMMAR = "[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.md";

    private static final Pattern PATTERN = Pattern.compile(GRAMMAR);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);
    private static final int MAX_TITLE = 60;

    private TaskName() {
    }

    public static boolean allowed(String name) {
        return PATTERN.matcher(name).matches();
    }

    /** A name made of the time, so that names sort by age, and the text's heading. */
    public static String of(String text, Instant now) {
        var title = Headings.first(text).map(TaskName::plain).filter(plain -> !plain.isEmpty()).orElse("task");
        return "%s-%s.md".formatted(TIME.format(now), title);
    }

    private static String plain(String heading) {
        var ascii = Normalizer.normalize(heading, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return ascii.length() <= MAX_TITLE ? ascii : ascii.substring(0, MAX_TITLE).replaceAll("-$", "");
    }
}
