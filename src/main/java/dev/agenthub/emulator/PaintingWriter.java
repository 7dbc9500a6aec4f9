package dev.agenthub.emulator;

import java.util.List;

/**
 * Writes the bytes that bring another terminal of the same size, with any content, to the state of a model.
 *
 * <p>The order matters. Both screens are painted with default modes and full margins. Each saved cursor is restored by
 * moving there and saving, and a pending wrap by printing the last cell again. Then come margins, origin mode, the
 * cursor, and finally the modes that would have disturbed the painting.
 */
final class PaintingWriter {
    private static final int TYPICAL_SIZE = 8 * 1024;

    private final Model m;
    private final Bytes out = new Bytes(TYPICAL_SIZE);
    private final RowPainter painter = new RowPainter(out);

    private PaintingWriter(Model model) {
        m = model;
    }

    static byte[] write(Model model) {
        return new PaintingWriter(model).write(model.main.scrollback());
    }

    static byte[] writeWithoutScrollback(Model model) {
        return new PaintingWriter(model).write(List.of());
    }

    private byte[] write(Iterable<Line> scrollback) {
        reset(out);
        tabs();
        main(scrollback);
        saved(m.mainSaved, m.main);
        m.mainKeys.write(out);
        if (m.onAlternate()) {
            // 1047 and not 1049, which would save the cursor over the one just saved.
            out.ascii("\033[?1047h\033[H\033[2J");
            rows(m.alternate);
            saved(m.alternateSaved, m.alternate);
            m.alternateKeys.write(out);
        }
        m.palette.write(out);
        out.ascii("\033]2;").text(m.title).ascii("\033\\");
        if (m.top != 0 || m.bottom != m.rows - 1) {
            out.ascii("\033[").number(m.top + 1).add(';').number(m.bottom + 1).add('r');
        }
        cursor();
        modes();
        return out.toArray();
    }

    /** Has the effect of RIS without its side effects on a person's own terminal (fonts, size, flashing). */
    static void reset(Bytes out) {
        // Kitty keyboard flags exist per screen, so they are cleared before and after leaving the alternate one.
        out.ascii("\033[?2026l\033[<16u\033[?1049l\033[<16u\033[>4m\033[!p");
        for (var mode : Mode.values()) {
            mode.write(out, mode.initially());
        }
        out.ascii("\033[?9l\033[?1000l\033[?1002l\033[?1003l\033[?1005l\033[?1006l\033[?1015l\033[?1016l"
                + "\033[0 q\033[r\033[m");
        Charsets.Selection.INITIAL.write(out);
        RowPainter.link(out, null);
        out.ascii("\033]104\033\\\033]110\033\\\033]111\033\\\033]112\033\\\033[H\033[2J\033[3J\0337");
    }

    private void tabs() {
        out.ascii("\033[3g");
        for (int col = 0; col < m.cols; col++) {
            if (m.tabs.at(col)) {
                out.ascii("\033[").number(col + 1).ascii("G\033H");
            }
        }
        out.ascii("\033[H");
    }

    /** Paints the scrollback as text that scrolls off the top. */
    private void main(Iterable<Line> scrollback) {
        Row before = null;
        for (var line : scrollback) {
            before = row(before, line.toRow(m.cols));
        }
        for (int y = 0; y < m.rows; y++) {
            before = row(before, m.main.row(y));
        }
        painter.plain();
    }

    private void rows(Grid grid) {
        Row before = null;
        for (int y = 0; y < m.rows; y++) {
            before = row(before, grid.row(y));
        }
        painter.plain();
    }

    private Row row(Row before, Row row) {
        int length = row.trimmed();
        if (before != null && wrapsInto(before, row, length)) {
            painter.paint(before, before.trimmed(), m.cols);
        } else if (before != null) {
            // A line feed at the bottom fills the new line with the background of the pen.
            painter.plain();
            out.ascii("\r\n");
        }
        painter.paint(row, 0, length);
        return row;
    }

    /**
     * Whether the row should be entered by an automatic wrap, so that terminals treat both rows as one line when they
     * copy or reflow text. Not if it has a background, with which the wrap would fill a new line; nor if the row before
     * has characters of uncertain width, which would displace all that follows.
     */
    private static boolean wrapsInto(Row before, Row row, int length) {
        return before.wrapped && length > 0 && before.hasCertainWidth()
                && Style.background(row.styles[0]) == Style.DEFAULT_COLOUR;
    }

    private void saved(SavedCursor saved, Grid grid) {
        // With full margins, rows in origin mode are the same as without.
        Mode.ORIGIN.write(out, saved.origin());
        position(grid, saved.row(), saved.col(), saved.wrapPending(), 0);
        Style.sgr(out, saved.style(), saved.underlineColour());
        saved.charsets().write(out);
        out.ascii("\0337");
        if (saved.origin()) {
            Mode.ORIGIN.write(out, false);
        }
        out.ascii("\033[m");
        Charsets.Selection.INITIAL.write(out);
    }

    private void cursor() {
        boolean origin = m.modes.is(Mode.ORIGIN);
        if (origin) {
            Mode.ORIGIN.write(out, true);
        }
        position(m.grid, m.row, m.col, m.wrapPending, origin ? m.top : 0);
        Style.sgr(out, m.pen.style(), m.pen.underlineColour());
        if (m.pen.link() != null) {
            RowPainter.link(out, m.pen.link());
        }
    }

    private void position(Grid grid, int row, int col, boolean wrapPending, int firstRow) {
        var cells = grid.row(row);
        int start = wrapPending && cells.codes[col] == Row.TRAILER ? col - 1 : col;
        out.ascii("\033[").number(row - firstRow + 1).add(';').number(start + 1).add('H');
        if (wrapPending) {
            painter.paint(cells, start, col + 1);
            painter.plain();
        }
    }

    private void modes() {
        for (var mode : Mode.values()) {
            if (mode != Mode.ORIGIN && m.modes.is(mode) != mode.initially()) {
                mode.write(out, !mode.initially());
            }
        }
        decPrivate(m.modes.mouseTracking());
        decPrivate(m.modes.mouseEncoding());
        if (m.modes.cursorShape != 0) {
            out.ascii("\033[").number(m.modes.cursorShape).ascii(" q");
        }
        if (m.modes.modifyOtherKeys != 0) {
            out.ascii("\033[>4;").number(m.modes.modifyOtherKeys).add('m');
        }
        m.charsets.save().write(out);
        switch (m.charsets.singleShift()) {
            case 2 -> out.ascii("\033N");
            case 3 -> out.ascii("\033O");
            default -> { }
        }
    }

    private void decPrivate(int number) {
        if (number != 0) {
            out.ascii("\033[?").number(number).add('h');
        }
    }
}
