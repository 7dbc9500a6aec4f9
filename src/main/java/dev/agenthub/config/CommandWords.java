package dev.agenthub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Parts a command into its program and arguments as a shell would: at blanks, but for what stands in single or double quotes. Nothing else
 * of a shell is there: no variables, no escapes.
 */
public final class CommandWords {

    private static final Pattern PIECE = Pattern.compile("\\s+|'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(['\"])");

    private CommandWords() {
    }

    /** @throws IllegalArgumentException where a quote is not closed, or nothing is there */
    public static List<String> of(String command) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        var pieces = PIECE.matcher(command);
        while (pieces.find()) {
            if (pieces.group(4) != null) {
                throw new IllegalArgumentException("The command has a quote that is not closed.");
            }
            var text = pieces.group(1) != null ? pieces.group(1) : pieces.group(2) != null ? pieces.group(2) : pieces.group(3);
            if (text != null) {
                word = (word == null ? new StringBuilder() : word).append(text);
            } else if (word != null) {
                words.add(word.toString());
                word = null;
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("The command is empty: it needs a program, and its arguments.");
        }
        return List.copyOf(words);
    }
}
