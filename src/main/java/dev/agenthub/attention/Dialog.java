package dev.agenthub.attention;

import dev.agenthub.emulator.Screen;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a screen that waits for an answer, by what programs really show: a list of choices with one marked (Claude Code's
 * questions for trust and permission), {@code (y/n)}, a request for a key, a pager, a password. What is only said, further up, is no dialog.
 */
public final class Dialog {

    /** How many of the last lines with text can belong to a dialog's foot. */
    private static final int FOOT = 3;
    private static final int LONGEST = 120;

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
            if (DialogLine.isMarkedChoice(lines.get(row)) && (isChoice(lines, row - 1) || isChoice(lines, row + 1)
                    || isChoice(lines, row - 2) || isChoice(lines, row + 2))) {
                var marked = lines.get(row);
                return Optional.of("asks " + shown(question(lines, row).orElse(marked)));
            }
        }
        return Optional.empty();
    }

    private static boolean isChoice(List<String> lines, int row) {
        return row >= 0 && row < lines.size() && DialogLine.isChoice(lines.get(row));
    }

    private static Optional<String> question(List<String> lines, int below) {
        return lines.subList(Math.max(0, below - 12), below).reversed().stream()
                .filter(DialogLine::isQuestion).findFirst();
    }

    private static Optional<String> foot(List<String> lines) {
        return lines.reversed().stream().filter(line -> !line.isBlank()).limit(FOOT)
                .filter(DialogLine::asksForKey).findFirst().map(line -> "asks " + shown(line));
    }

    /** Where an answer would be typed: on the cursor's line, or on the last one with text where a program hides its cursor. */
    private static Optional<String> prompt(List<String> lines, int cursorRow) {
        var last = lines.reversed().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        return List.of(lines.get(cursorRow), last).stream().map(String::strip)
                .filter(line -> DialogLine.asksYesOrNo(line) || DialogLine.asksForSecret(line) || DialogLine.isPager(line))
                .findFirst().map(line -> DialogLine.isPager(line) ? "shows a pager" : "asks " + shown(line));
    }

    private static String shown(String line) {
        var text = line.replaceAll("[│┃|\\s]+", " ").strip();
        return "“" + (text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…") + "”";
    }
}
