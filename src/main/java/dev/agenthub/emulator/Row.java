package dev.agenthub.emulator;

import java.util.Arrays;

/**
 * One line of a screen: flat arrays, one entry per column.
 *
 * <p>A wide character takes two cells, itself and a {@link #TRAILER}; no operation separates them. Cells from
 * {@code used} on are blank and have the default style, so clearing and storing short lines is cheap. Methods that
 * write return whether the text (not only the style) changed.
 */
final class Row {
    static final int BLANK = ' ';
    /** The right half of a wide character. */
    static final int TRAILER = -1;
    /** The most combining characters in a cell, more than any script uses. */
    static final int MAX_MARKS = 16;

    int[] codes;
    long[] styles;
    /** Combining characters per cell; null while the row has none. */
    String[] marks;
    /** Links and underline colours per cell; null while the row has none. */
    Adornment[] adornments;
    int used;
    /** Whether the text wraps into the next row. */
    boolean wrapped;
    private boolean wide;

    Row(int cols) {
        codes = new int[cols];
        styles = new long[cols];
        Arrays.fill(codes, BLANK);
    }

    int cols() {
        return codes.length;
    }

    /** Writes printable ASCII from {@code data[from]} to the cells from {@code at}. */
    boolean putAscii(int at, byte[] data, int from, int count, long style, Adornment adornment) {
        int to = at + count;
        prepare(at, to);
        var cells = codes;
        int difference = 0;
        for (int x = at, i = from; x < to; x++, i++) {
            difference |= cells[x] ^ data[i];
            cells[x] = data[i];
        }
        setStyle(at, to, style, adornment);
        return difference != 0;
    }

    /** Writes one character of one or two cells. */
    boolean put(int at, int code, int width, long style, Adornment adornment) {
        int to = at + width;
        boolean marked = marks != null && marks[at] != null;
        prepare(at, to);
        boolean changed = codes[at] != code || marked;
        codes[at] = code;
        if (width == 2) {
            codes[at + 1] = TRAILER;
            wide = true;
        }
        setStyle(at, to, style, adornment);
        return changed;
    }

    /** Adds a combining character to the cell; false if the cell is full. */
    boolean mark(int at, int codePoint) {
        if (marks == null) {
            marks = new String[codes.length];
        }
        var before = marks[at] == null ? "" : marks[at];
        if (before.length() >= MAX_MARKS) {
            return false;
        }
        marks[at] = before + Character.toString(codePoint);
        used = Math.max(used, at + 1);
        return true;
    }

    boolean erase(int from, int to, long style) {
        blankSplit(from);
        blankSplit(to);
        boolean changed = hasText(from, to);
        blank(from, to, style);
        if (to == codes.length) {
            wrapped = false;
        }
        return changed;
    }

    void clear(long style) {
        blank(0, style == Style.DEFAULT ? used : codes.length, style);
        wrapped = false;
        wide = false;
        marks = null;
        adornments = null;
    }

    /** ICH: inserts {@code count} blanks at {@code at}; cells pushed off the right end are lost. */
    boolean insert(int at, int count, long style) {
        int cols = codes.length;
        int n = Math.min(count, cols - at);
        blankSplit(at);
        blankSplit(cols - n);
        boolean changed = hasText(at, cols);
        move(at, at + n, cols - at - n);
        used = used > at ? Math.min(cols, used + n) : used;
        blank(at, at + n, style);
        return changed;
    }

    /** DCH: removes {@code count} cells at {@code at}; blanks enter at the right. */
    boolean delete(int at, int count, long style) {
        int cols = codes.length;
        int n = Math.min(count, cols - at);
        blankSplit(at);
        blankSplit(at + n);
        boolean changed = hasText(at, cols);
        move(at + n, at, cols - at - n);
        blank(cols - n, cols, style);
        wrapped = false;
        return changed;
    }

    void resize(int cols) {
        blankSplit(cols);
        int old = codes.length;
        codes = Arrays.copyOf(codes, cols);
        styles = Arrays.copyOf(styles, cols);
        marks = marks == null ? null : Arrays.copyOf(marks, cols);
        adornments = adornments == null ? null : Arrays.copyOf(adornments, cols);
        if (cols > old) {
            Arrays.fill(codes, old, cols, BLANK);
        }
        used = Math.min(used, cols);
        wrapped = false;
    }

    /** The number of columns up to the last cell that is not a blank of the default style. */
    int trimmed() {
        int end = used;
        while (end > 0 && codes[end - 1] == BLANK && styles[end - 1] == Style.DEFAULT
                && (marks == null || marks[end - 1] == null) && (adornments == null || adornments[end - 1] == null)) {
            end--;
        }
        return end;
    }

    /**
     * Whether all terminals agree on the width of this text. They do not for emoji, and for marks that may join
     * characters.
     */
    boolean hasCertainWidth() {
        for (int x = 0; x < used; x++) {
            if (codes[x] > Character.MAX_VALUE || marks != null && marks[x] != null) {
                return false;
            }
        }
        return true;
    }

    /** Records that a line with wide characters was copied into the row. */
    void setWide() {
        wide = true;
    }

    void appendText(StringBuilder out, int from, int to) {
        for (int x = from; x < to; x++) {
            if (codes[x] != TRAILER) {
                out.appendCodePoint(codes[x]);
                if (marks != null && marks[x] != null) {
                    out.append(marks[x]);
                }
            }
        }
    }

    private boolean hasText(int from, int to) {
        int end = Math.min(to, used);
        for (int x = from; x < end; x++) {
            if (codes[x] != BLANK) {
                return true;
            }
        }
        return false;
    }

    private void prepare(int from, int to) {
        if (wide) {
            blankSplit(from);
            blankSplit(to);
        }
        if (marks != null) {
            Arrays.fill(marks, from, to, null);
        }
    }

    private void setStyle(int from, int to, long style, Adornment adornment) {
        Arrays.fill(styles, from, to, style);
        if (adornment != null && adornments == null) {
            adornments = new Adornment[codes.length];
        }
        if (adornments != null) {
            Arrays.fill(adornments, from, to, adornment);
        }
        used = Math.max(used, to);
    }

    private void blank(int from, int to, long style) {
        Arrays.fill(codes, from, to, BLANK);
        Arrays.fill(styles, from, to, style);
        if (marks != null) {
            Arrays.fill(marks, from, to, null);
        }
        if (adornments != null) {
            Arrays.fill(adornments, from, to, null);
        }
        if (style != Style.DEFAULT) {
            used = Math.max(used, to);
        } else if (to >= used) {
            used = Math.min(used, from);
        }
    }

    private void move(int from, int to, int count) {
        System.arraycopy(codes, from, codes, to, count);
        System.arraycopy(styles, from, styles, to, count);
        if (marks != null) {
            System.arraycopy(marks, from, marks, to, count);
        }
        if (adornments != null) {
            System.arraycopy(adornments, from, adornments, to, count);
        }
    }

    /** Blanks both halves of a wide character that spans the border before column {@code at}. */
    private void blankSplit(int at) {
        if (wide && at > 0 && at < codes.length && codes[at] == TRAILER) {
            codes[at] = BLANK;
            codes[at - 1] = BLANK;
            if (marks != null) {
                marks[at - 1] = null;
            }
        }
    }
}
