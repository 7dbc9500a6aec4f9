package dev.agenthub.emulator;

import java.util.List;

/**
 * Immutable snapshot of a terminal's output: the scrollback, then the lines of the screen.
 *
 * @param first the number of the first line; the first line that the terminal ever showed has 0
 * @param lines without trailing blanks, and without blank lines at the end
 * @param finished the number of finished lines: scrolled away, or above the cursor of the main screen. A program may
 *     still overwrite the latter, but few do
 */
public record History(long first, List<String> lines, int finished) {

    public History {
        lines = List.copyOf(lines);
        if (first < 0 || finished < 0 || finished > lines.size()) {
            throw new IllegalArgumentException("first and finished must be numbers of lines.");
        }
    }

    /** The number of the first unfinished line, where a reader continues. */
    public long next() {
        return first + finished;
    }

    /** The last lines, at max {@code max}. */
    public List<String> last(int max) {
        return lines.subList(Math.max(0, lines.size() - max), lines.size());
    }

    /** The finished lines from a number on, as far as they are kept; empty if the terminal has been cleared since. */
    public List<String> since(long line) {
        int from = Math.clamp(line - first, 0, finished);
        return lines.subList(from, finished);
    }
}
