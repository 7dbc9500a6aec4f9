package dev.agenthub.emulator;

import java.util.List;

/**
 * What a terminal has shown, at one moment: the lines of the scrollback, then those of the screen that is shown. Immutable.
 *
 * @param first    the number of the first line; the first line that a terminal ever showed has 0
 * @param lines    without blanks at their ends, and without blank lines after the last
 * @param finished how many of them are done with: scrolled away, or above the cursor of the main screen. A program may still go
 *                 back and write over the latter, but a reader who goes on from there sees what most programs say.
 */
public record History(long first, List<String> lines, int finished) {

    public History {
        lines = List.copyOf(lines);
        if (first < 0 || finished < 0 || finished > lines.size()) {
            throw new IllegalArgumentException("first and finished must be numbers of lines.");
        }
    }

    /** The number of the first line that is not finished: where a reader goes on. */
    public long next() {
        return first + finished;
    }

    /** At most so many lines from the end. */
    public List<String> last(int most) {
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** The finished lines from that number on, as far as they are kept; none where the terminal has been cleared meanwhile. */
    public List<String> since(long line) {
        int from = (int) Math.clamp(line - first, 0, finished);
        return lines.subList(from, finished);
    }
}
