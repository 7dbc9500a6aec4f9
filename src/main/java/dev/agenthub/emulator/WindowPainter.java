package dev.agenthub.emulator;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Paints a terminal into a window of another size, where its raw output would wrap and scroll in other places. A
 * smaller window shows the part with the cursor; a larger one leaves the rest blank. Only changes are painted.
 *
 * <p>Keys are passed on unchanged. Mouse and focus reports stay off: in a window that shows a part, positions differ
 * from those of the program.
 *
 * <p>Not thread-safe, like the emulator that it reads.
 */
public final class WindowPainter {
    private static final Mode[] MODES = {Mode.APPLICATION_CURSOR_KEYS, Mode.APPLICATION_KEYPAD, Mode.BRACKETED_PASTE,
        Mode.REVERSE_VIDEO, Mode.CURSOR_BLINK, Mode.CURSOR_VISIBLE};
    private static final int PALETTE = 0;
    private static final int TITLE = 1;
    private static final int STATE = 2;
    private static final int LINES = 3;

    private final Model m;
    private final int cols;
    private final int rows;
    private final Bytes out = new Bytes(4096);
    private final Bytes part = new Bytes(256);
    private final RowPainter painter = new RowPainter(part);
    /** The last painting of each part of the picture: palette, title, state, and the lines. */
    private final byte[][] painted;
    private boolean started;
    private long alerts;
    private int top;
    private int left;

    /**
     * @param emulator  what to show
     * @param cols      the window's width in cells, at least 1
     * @param rows      the window's height in cells, at least 1
     */
    public WindowPainter(Emulator emulator, int cols, int rows) {
        m = emulator.model();
        this.cols = cols;
        this.rows = rows;
        painted = new byte[LINES + rows][];
        alerts = m.alerts;
    }

    /** The bytes that update the window; the first call paints all of it. */
    public byte[] paint() {
        out.clear();
        if (!started) {
            PaintingWriter.reset(out);
            Mode.AUTOWRAP.write(out, false);
            started = true;
        }
        top = follow(top, m.row, rows, m.rows);
        left = follow(left, m.col, cols, m.cols);
        // As one update, for terminals that support it (mode 2026).
        Mode.SYNCHRONIZED_OUTPUT.write(out, true);
        part(PALETTE, this::palette);
        part(TITLE, to -> to.ascii("\033]2;").text(m.title).ascii("\033\\"));
        for (int line = 0; line < rows; line++) {
            int y = line;
            part(LINES + y, to -> line(to, y));
        }
        part(STATE, this::state);
        out.ascii("\033[").number(m.row - top + 1).add(';').number(m.col - left + 1).add('H');
        Mode.SYNCHRONIZED_OUTPUT.write(out, false);
        if (m.alerts != alerts) {
            alerts = m.alerts;
            out.ascii("\007");
        }
        return out.toArray();
    }

    /** The new start of a window that must show the cursor, moved as little as possible. */
    private static int follow(int start, int cursor, int size, int whole) {
        int least = Math.max(0, cursor - size + 1);
        return Math.min(Math.clamp(start, least, Math.max(least, cursor)), Math.max(0, whole - size));
    }

    private void part(int index, Consumer<Bytes> writer) {
        part.clear();
        writer.accept(part);
        var before = painted[index];
        if (before == null || !Arrays.equals(before, 0, before.length, part.array(), 0, part.length())) {
            painted[index] = part.toArray();
            out.add(part.array(), 0, part.length());
        }
    }

    private void palette(Bytes to) {
        to.ascii("\033]104\033\\\033]110\033\\\033]111\033\\\033]112\033\\");
        m.palette.write(to);
    }

    private void state(Bytes to) {
        for (var mode : MODES) {
            mode.write(to, m.modes.is(mode));
        }
        to.ascii("\033[").number(m.modes.cursorShape).ascii(" q\033[>4;").number(m.modes.modifyOtherKeys)
                .ascii("m\033[=").number(m.keys().flags()).add('u');
    }

    private void line(Bytes to, int y) {
        to.ascii("\033[").number(y + 1).ascii(";1H");
        int end = left + cols;
        int from = left;
        int until = from;
        if (top + y < m.rows) {
            var row = m.grid.row(top + y);
            until = Math.max(from, Math.min(end, row.trimmed()));
            // Half a wide character, at either edge, becomes a blank.
            if (from < until && row.codes[from] == Row.TRAILER) {
                to.add(' ');
                from++;
            }
            if (from < until && until < m.cols && row.codes[until] == Row.TRAILER) {
                until--;
            }
            painter.paint(row, from, until);
            painter.plain();
        }
        if (until < end) {
            to.ascii("\033[K");
        }
    }
}
