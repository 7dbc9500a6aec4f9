package dev.agenthub.attention;

import dev.agenthub.emulator.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises a screen that waits for an answer, by what programs really show: a list of choices with one marked (Claude Code's
 * questions for trust and permission), {@code (y/n)}, a request for a key, a pager, a password. What is only said, further up, is no dialog.
 */
public final class Dialog {

    /** How many of the last lines with text can belong to a dialog's foot. */
    private static final int FOOT = 3;
    private static final int LONGEST = 120;

    private static final Pattern MARKED_CHOICE = Pattern.compile("[│┃|\\s]*[❯›▸►]\\s*\\d{1,2}[.)]\\s.*");
    private static final Pattern CHOICE = Pattern.compile("[│┃|\\s]*\\d{1,2}[.)]\\s.*");
    private static final Pattern QUESTION = Pattern.compile(".*\\?[│┃|\\s]*");
    private static final Pattern YES_OR_NO = Pattern.compile(".*[\\[(]y(es)?/no?(/\\[?[^])]*\\]?)?[])]\\s*[:?>]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(
            ".*\\b(password|passphrase|passcode|pin|verification code)\\b[^:]*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile(
            ".*\\b(press|hit) (\\W*(enter|return)\\b|any key|a key).*|.*\\benter to (confirm|continue|select)\\b.*"
                    + "|.*\\buse (the )?arrow keys\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PAGER = Pattern.compile("--More--.*|\\(END\\)|:", Pattern.CASE_INSENSITIVE);

    private Dialog() {
    }

    /** What the screen asks for, in words that go on after {@code it}; empty where it asks for nothing. */
    public static Optional<String> on(Screen screen) {
        var lines = screen.lines().stream().map(Screen.TextLine::text).toList();
        return choice(lines).or(() -> foot(lines)).or(() -> prompt(lines, screen.cursor().row()));
    }

    /** One marked choice with another beside it: a numbered line that a person wrote stands alone. */
    private static Optional<String> choice(List<String> lines) {
        for (var row = lines.size() - 1; row >= 0; row--) {
            if (MARKED_CHOICE.matcher(lines.get(row)).matches() && (isChoice(lines, row - 1) || isChoice(lines, row + 1)
                    || isChoice(lines, row - 2) || isChoice(lines, row + 2))) {
                var marked = lines.get(row);
                return Optional.of("asks " + shown(question(lines, row).orElse(marked)));
            }
        }
        return Optional.empty();
    }

    private static boolean isChoice(List<String> lines, int row) {
        return row >= 0 && row < lines.size() && CHOICE.matcher(lines.get(row)).matches();
    }

    private static Optional<String> question(List<String> lines, int below) {
        return lines.subList(Math.max(0, below - 12), below).reversed().stream()
                .filter(line -> QUESTION.matcher(line).matches()).findFirst();
    }

    private static Optional<String> foot(List<String> lines) {
        return lines.reversed().stream().filter(line -> !line.isBlank()).limit(FOOT)
                .filter(line -> KEY.matcher(line).matches()).findFirst().map(line -> "asks " + shown(line));
    }

    /** Where an answer would be typed: on the cursor's line, or on the last one with text where a program hides its cursor. */
    private static Optional<String> prompt(List<String> lines, int cursorRow) {
        var last = lines.reversed().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        return List.of(lines.get(cursorRow), last).stream().map(String::strip)
                .filter(line -> YES_OR_NO.matcher(line).matches() || SECRET.matcher(line).matches()
                        || PAGER.matcher(line).matches())
                .findFirst().map(line -> PAGER.matcher(line).matches() ? "shows a pager" : "asks " + shown(line));
    }

    private static String shown(String line) {
        var text = line.replaceAll("[│┃|\\s]+", " ").strip();
        return "“" + (text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…") + "”";
    }
}
