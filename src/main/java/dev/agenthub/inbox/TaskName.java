package dev.agenthub.inbox;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a task that is dropped through the hub may be called: nothing that is a path, hidden, or strange to a shell. */
public final class TaskName {

    /** What a name looks like, as a regular expression that people are shown. */
    public static final String GRAMMAR = "[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.md";

    private static final Pattern PATTERN = Pattern.compile(GRAMMAR);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST_WORDS = 60;

    private TaskName() {
    }

    public static boolean allowed(String name) {
        return PATTERN.matcher(name).matches();
    }

    /** A name made of the time, so that names sort by it, and of the text's heading. */
    public static String of(String text, Instant now) {
        var words = Headings.first(text).map(TaskName::plain).filter(plain -> !plain.isEmpty()).orElse("task");
        return "%s-%s.md".formatted(TIME.format(now), words);
    }

    private static String plain(String heading) {
        var ascii = Normalizer.normalize(heading, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return ascii.length() <= LONGEST_WORDS ? ascii : ascii.substring(0, LONGEST_WORDS).replaceAll("-$", "");
    }
}
