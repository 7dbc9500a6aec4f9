package dev.agenthub.cli.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The keys by which a person leaves, in Docker's grammar: parts with commas between them, each a single character or
 * {@code ctrl-} with a letter or one of {@code @ [ \ ] ^ _}.
 *
 * @param strokes the characters that a plain terminal sends for them, 0 to 127
 */
public record DetachSequence(List<Integer> strokes) {

    /** Docker's own: Ctrl-P Ctrl-Q. */
    public static final DetachSequence DEFAULT = parse("ctrl-p,ctrl-q");

    private static final String CTRL = "ctrl-";
    private static final int LONGEST = 8;

    public DetachSequence {
        strokes = List.copyOf(strokes);
    }

    /** @throws IllegalArgumentException with what is allowed */
    public static DetachSequence parse(String text) {
        List<Integer> strokes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            strokes.add(stroke(part.strip()));
        }
        if (strokes.size() > LONGEST) {
            throw wrong(text);
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
        throw wrong(part);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("Detach keys are at most " + LONGEST + " parts with commas between them, each a character"
                + " or ctrl- with a letter or one of @ [ \\ ] ^ _, for example ctrl-p,ctrl-q; not '" + text + "'.");
    }

    /** As people write it: {@code Ctrl-P Ctrl-Q}. */
    @Override
    public String toString() {
        return strokes.stream().map(DetachSequence::name).collect(Collectors.joining(" "));
    }

    private static String name(int stroke) {
        return stroke < ' ' ? "Ctrl-" + (char) (stroke + '@') : Character.toString(stroke);
    }
}
