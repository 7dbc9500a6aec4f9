package dev.agenthub.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Immutable snapshot of what a terminal shows.
 *
 * @param cols the width in cells
 * @param rows the height in cells
 * @param cursor the cursor
 * @param title the window title that the program set (OSC 0 or 2), empty at first
 * @param alternate whether this is the alternate screen, as used by full-screen programs
 * @param lines exactly {@code rows} lines, from the top
 */
public record Screen(int cols, int rows, Cursor cursor, String title, boolean alternate, List<TextLine> lines) {

    public Screen {
        lines = List.copyOf(lines);
    }

    /**
     * @param row from 0 at the top
     * @param col from 0 at the left
     * @param visible whether the cursor is visible (DECTCEM)
     */
    public record Cursor(int row, int col, boolean visible) {
    }

    /**
     * One line.
     *
     * @param spans the text from the first column on, in spans of one style; trailing blanks of the default style are
     *     omitted
     * @param wrapped whether the text wraps into the next line
     */
    public record TextLine(List<Span> spans, boolean wrapped) {
        public TextLine {
            spans = List.copyOf(spans);
        }

        /** The text without trailing blanks. */
        public String text() {
            var text = new StringBuilder();
            spans.forEach(span -> text.append(span.text()));
            return text.toString().stripTrailing();
        }
    }

    /**
     * A part of a line in one style.
     *
     * @param col the first column, from 0
     * @param width the width in cells
     * @param text the characters, with combining ones
     * @param style the style
     */
    public record Span(int col, int width, String text, TextStyle style) {
    }

    /** The texts of the lines, without trailing blanks. */
    public List<String> texts() {
        return lines.stream().map(TextLine::text).toList();
    }

    /** The lines without trailing blanks, each ended by a newline; blank lines at the end are omitted. */
    public String toText() {
        var text = new StringBuilder();
        for (var line : lines.subList(0, lastLine())) {
            text.append(line.text()).append('\n');
        }
        return text.toString();
    }

    /** Like {@link #toText()}, with colours and attributes as SGR sequences, but no cursor movements or modes. */
    public String toAnsi() {
        var text = new StringBuilder();
        for (var line : lines.subList(0, lastLine())) {
            boolean plain = true;
            for (var span : line.spans()) {
                if (!plain || !span.style().isDefault()) {
                    text.append(span.style().sgr());
                }
                plain = span.style().isDefault();
                text.append(span.text());
            }
            text.append(plain ? "\n" : "\033[m\n");
        }
        return text.toString();
    }

    private int lastLine() {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).spans().isEmpty()) {
            end--;
        }
        return end;
    }

    static Screen of(Model m) {
        List<TextLine> lines = new ArrayList<>(m.rows);
        for (int y = 0; y < m.rows; y++) {
            lines.add(line(m.grid.row(y)));
        }
        var cursor = new Cursor(m.row, m.col, m.modes.is(Mode.CURSOR_VISIBLE));
        return new Screen(m.cols, m.rows, cursor, m.title, m.onAlternate(), lines);
    }

    private static TextLine line(Row row) {
        List<Span> spans = new ArrayList<>();
        int end = row.trimmed();
        int start = 0;
        while (start < end) {
            var style = new TextStyle(row.styles[start], adornment(row, start));
            int next = start + 1;
            while (next < end && style.matches(row.styles[next], adornment(row, next))) {
                next++;
            }
            var text = new StringBuilder();
            row.appendText(text, start, next);
            spans.add(new Span(start, next - start, text.toString(), style));
            start = next;
        }
        return new TextLine(spans, row.wrapped);
    }

    private static Adornment adornment(Row row, int x) {
        return row.adornments == null ? null : row.adornments[x];
    }
}
