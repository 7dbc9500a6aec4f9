package dev.agenthub.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rows of one screen and, for the main screen, the lines that scrolled off its top. */
final class Grid {
    private final int scrollbackLimit;
    private final Deque<Line> scrollback = new ArrayDeque<>();
    private Row[] rows;
    private int cols;
    private long stored;

    /** @param scrollbackLimit how many lines to keep, 0 for a screen without scrollback */
    Grid(int cols, int rows, int scrollbackLimit) {
        this.scrollbackLimit = scrollbackLimit;
        this.cols = cols;
        this.rows = new Row[rows];
        fill(0, rows);
    }

    Row row(int y) {
        return rows[y];
    }

    int rows() {
        return rows.length;
    }

    Deque<Line> scrollback() {
        return scrollback;
    }

    /**
     * The number of lines moved into the scrollback, less those moved back: the number of the first line on the screen.
     */
    long stored() {
        return stored;
    }

    void clearScrollback() {
        scrollback.clear();
    }

    void clear(long style) {
        for (var row : rows) {
            row.clear(style);
        }
    }

    /**
     * Moves the rows {@code top..bottom} up by {@code count}; with {@code keep}, lines that leave go to the scrollback.
     */
    void scrollUp(int top, int bottom, int count, long style, boolean keep) {
        int n = Math.min(count, bottom - top + 1);
        for (int i = 0; i < n; i++) {
            var leaving = rows[top];
            if (keep) {
                store(leaving);
            }
            System.arraycopy(rows, top + 1, rows, top, bottom - top);
            rows[bottom] = leaving;
            leaving.clear(style);
        }
    }

    void scrollDown(int top, int bottom, int count, long style) {
        int n = Math.min(count, bottom - top + 1);
        for (int i = 0; i < n; i++) {
            var leaving = rows[bottom];
            System.arraycopy(rows, top, rows, top + 1, bottom - top);
            rows[top] = leaving;
            leaving.clear(style);
        }
    }

    /**
     * Resizes without reflowing text. Surplus rows are removed below the cursor first, then at the top into the
     * scrollback. New rows come from the scrollback while it has any.
     *
     * @return how far the text and the cursor moved down (negative: up)
     */
    int resize(int newCols, int newRows, int cursorRow) {
        cols = newCols;
        for (var row : rows) {
            row.resize(newCols);
        }
        int old = rows.length;
        if (newRows < old) {
            int lost = Math.max(0, cursorRow - newRows + 1);
            for (int y = 0; y < lost; y++) {
                store(rows[y]);
            }
            var fewer = new Row[newRows];
            System.arraycopy(rows, lost, fewer, 0, newRows);
            rows = fewer;
            return -lost;
        }
        int back = Math.min(newRows - old, scrollback.size());
        var more = new Row[newRows];
        System.arraycopy(rows, 0, more, back, old);
        rows = more;
        for (int y = back - 1; y >= 0; y--) {
            rows[y] = scrollback.removeLast().toRow(cols);
            stored--;
        }
        fill(back + old, newRows);
        return back;
    }

    private void store(Row row) {
        if (scrollbackLimit == 0) {
            return;
        }
        if (scrollback.size() == scrollbackLimit) {
            scrollback.removeFirst();
        }
        scrollback.addLast(Line.of(row));
        stored++;
    }

    private void fill(int from, int to) {
        for (int y = from; y < to; y++) {
            rows[y] = new Row(cols);
        }
    }
}
