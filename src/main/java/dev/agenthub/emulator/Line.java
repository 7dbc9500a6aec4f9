package dev.agenthub.emulator;

import java.util.Arrays;

/**
 * A line that left the screen, stored compactly: one byte per column if Latin-1 suffices, styles as runs, no trailing
 * blanks. Immutable.
 */
final class Line {
    private static final byte[] NO_BYTES = {};
    private static final Line EMPTY = new Line(NO_BYTES, null, null, null, null, null, 0);

    private final byte[] latin;
    /** Used instead of {@code latin} if a character is not in Latin-1. */
    private final int[] codes;
    /** The end column of each run of one style; null if the whole line has the default style. */
    private final short[] runEnds;
    private final long[] runStyles;
    private final String[] marks;
    private final Adornment[] adornments;
    /** The width at which the text wrapped into the next line, 0 if it did not. */
    private final int wrappedAt;

    private Line(byte[] latin, int[] codes, short[] runEnds, long[] runStyles, String[] marks, Adornment[] adornments,
            int wrappedAt) {
        this.latin = latin;
        this.codes = codes;
        this.runEnds = runEnds;
        this.runStyles = runStyles;
        this.marks = marks;
        this.adornments = adornments;
        this.wrappedAt = wrappedAt;
    }

    static Line of(Row row) {
        int length = row.trimmed();
        if (length == 0 && !row.wrapped) {
            return EMPTY;
        }
        var latin = new byte[length];
        int all = 0;
        int runs = 1;
        boolean plain = true;
        for (int x = 0; x < length; x++) {
            all |= row.codes[x];
            latin[x] = (byte) row.codes[x];
            plain &= row.styles[x] == Style.DEFAULT;
            runs += x > 0 && row.styles[x] != row.styles[x - 1] ? 1 : 0;
        }
        // A trailer is negative, so `all` is negative if there is a wide character.
        boolean fits = all >>> 8 == 0;
        var ends = plain ? null : new short[runs];
        var styles = plain ? null : new long[runs];
        if (!plain) {
            collectRuns(row, length, ends, styles);
        }
        return new Line(fits ? latin : null, fits ? null : Arrays.copyOf(row.codes, length), ends, styles,
                row.marks == null ? null : Arrays.copyOf(row.marks, length),
                row.adornments == null ? null : Arrays.copyOf(row.adornments, length), row.wrapped ? row.cols() : 0);
    }

    private static void collectRuns(Row row, int length, short[] ends, long[] styles) {
        int run = 0;
        for (int x = 1; x <= length; x++) {
            if (x == length || row.styles[x] != row.styles[x - 1]) {
                ends[run] = (short) x;
                styles[run++] = row.styles[x - 1];
            }
        }
    }

    int length() {
        return codes == null ? latin.length : codes.length;
    }

    /** Unpacks the line into a new row; columns beyond {@code cols} are cut off. */
    Row toRow(int cols) {
        int length = length();
        var row = new Row(Math.max(cols, length));
        for (int x = 0; x < length; x++) {
            row.codes[x] = codes == null ? latin[x] & 0xFF : codes[x];
        }
        if (codes != null) {
            row.setWide();
        }
        if (runEnds != null) {
            for (int run = 0, x = 0; run < runEnds.length; x = runEnds[run++]) {
                Arrays.fill(row.styles, x, runEnds[run], runStyles[run]);
            }
        }
        row.marks = marks == null ? null : Arrays.copyOf(marks, row.cols());
        row.adornments = adornments == null ? null : Arrays.copyOf(adornments, row.cols());
        row.used = length;
        if (row.cols() > cols) {
            row.resize(cols);
        }
        row.wrapped = wrappedAt == cols;
        return row;
    }
}
