package dev.agenthub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a command line into words at whitespace, as a shell would. Single and double quotes group words; there are no
 * variables and no escapes.
 */
public final class CommandWords {

    private static final Pattern PIECE = Pattern.compile("\\s+|'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(['\"])");

    private CommandWords() {
    }

    /** @throws IllegalArgumentException if a quote is not closed or the command is empty */
    public static List<String> of(String command) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        var pieces = PIECE.matcher(command);
        while (pieces.find()) {
            if (pieces.group(4) != null) {
                throw new IllegalArgumentException("The command has a quote that is not closed.");
            }
            var text = pieces.group(1) != null ? pieces.group(1)
                    : pieces.group(2) != null ? pieces.group(2) : pieces.group(3);
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
            throw new IllegalArgumentException("The command is empty: it needs at least a program.");
        }
        return List.copyOf(words);
    }
}
