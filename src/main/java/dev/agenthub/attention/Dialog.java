package dev.agenthub.attention;

import dev.agenthub.emulator.Screen;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a screen that waits for an answer, by what real programs show: a list of choices with one marked (Claude
 * Code's questions for trust and permission), {@code (y/n)}, a request for a key, a pager, a password. Text further up
 * does not count.
 */
public final class Dialog {

    /** How many of the last non-blank lines can be a dialog's foot. */
    private static final int FOOT = 3;
    private static final int MAX_LENGTH = 120;

    private Dialog() {
    }

    /** What the screen asks for, as a phrase that continues {@code it}; empty if there is no dialog. */
    public static Optional<String> on(Screen screen) {
        var lines = screen.texts();
        return choice(lines).or(() -> foot(lines)).or(() -> prompt(lines, screen.cursor().row()));
    }

    /** A marked choice with another choice nearby. A single numbered line may be one that a person wrote. */
    private static Optional<String> choice(List<String> lines) {
        for (var row = lines.size() - 1; row >= 0; row--) {
            if (DialogLine.isMarkedChoice(lines.get(row)) && (isChoice(lines, row - 1) || isChoice(lines, row + 1)
                    || isChoice(lines, row - 2) || isChoice(lines, row + 2))) {
                var marked = lines.get(row);
                return Optional.of("asks " + quoted(question(lines, row).orElse(marked)));
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
                .filter(DialogLine::asksForKey).findFirst().map(line -> "asks " + quoted(line));
    }

    /** The line where an answer is typed: the cursor's, or the last non-blank one if the program hides its cursor. */
    private static Optional<String> prompt(List<String> lines, int cursorRow) {
        var last = lines.reversed().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        return List.of(lines.get(cursorRow), last).stream().map(String::strip)
                .filter(line -> DialogLine.asksYesOrNo(line)
                        || DialogLine.asksForSecret(line) || DialogLine.isPager(line))
                .findFirst().map(line -> DialogLine.isPager(line) ? "shows a pager" : "asks " + quoted(line));
    }

    private static String quoted(String line) {
        var text = line.replaceAll("[│┃|\\s]+", " ").strip();
        return "“" + (text.length() <= MAX_LENGTH ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH / 2)) + "…") + "”";
    }
}
