package dev.agenthub.cli.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The detach keys, in Docker's syntax: separated by commas, each a single character or {@code ctrl-} with a letter or
 * one of {@code @ [ \ ] ^ _}.
 *
 * @param strokes the characters that a plain terminal sends for the keys, 0 to 127
 */
public record DetachSequence(List<Integer> strokes) {

    /** Docker's default: Ctrl-P Ctrl-Q. */
    public static final DetachSequence DEFAULT = parse("ctrl-p,ctrl-q");

    private static final String CTRL = "ctrl-";
    private static final int MAX_KEYS = 8;

    public DetachSequence {
        strokes = List.copyOf(strokes);
    }

    /** @throws IllegalArgumentException if the text is invalid; the message says what is allowed */
    public static DetachSequence parse(String text) {
        List<Integer> strokes = new ArrayList<>();
        for (var part : text.split(",", -1)) {
            strokes.add(stroke(part.strip()));
        }
        if (strokes.size() > MAX_KEYS) {
            throw invalid(text);
        }
        return new DetachSequence(strokes);
    }

    private static int stroke(String part) {
        if (part.length() == 1 && part.charAt(0) > ' ' && part.charAt(0) < 0x7f) {
            return part.charAt(0);
        }
        if (part.toLowerCase(Locale.ROOT).startsWith(CTRL) && part.length() == CTRL.length() + 1) {
            char key = Character.toUpperCase(part.charAt(CTRL.length()));
            if (key >= '@' && key <= '_') {
                return key & 0x1f;
            }
        }
        throw invalid(part);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("Invalid detach keys '" + text + "': expected at most " + MAX_KEYS
                + " keys separated by commas, each a character or ctrl- with a letter or one of @ [ \\ ] ^ _,"
                + " such as ctrl-p,ctrl-q.");
    }

    /** In the form {@code Ctrl-P Ctrl-Q}. */
    @Override
    public String toString() {
        return strokes.stream().map(DetachSequence::name).collect(Collectors.joining(" "));
    }

    private static String name(int stroke) {
        return stroke < ' ' ? "Ctrl-" + (char) (stroke + '@') : Character.toString(stroke);
    }
}
