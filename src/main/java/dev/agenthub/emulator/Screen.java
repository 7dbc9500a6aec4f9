package dev.agenthub.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows at one moment. Immutable, may be shared between threads.
 *
 * @param cols       the width in cells
 * @param rows       the height in cells
 * @param cursor     where the cursor is
 * @param title      the window title that the program set (OSC 0 or 2), empty at first
 * @param alternate  whether the alternate screen is shown, that of full-screen programs
 * @param lines      exactly {@code rows} lines, the topmost first
 */
public record Screen(int cols, int rows, Cursor cursor, String title, boolean alternate, List<TextLine> lines) {

    public Screen {
        lines = List.copyOf(lines);
    }

    /**
     * @param row      from 0 at the top
     * @param col      from 0 at the left
     * @param visible  whether the program lets it be seen (DECTCEM)
     */
    public record Cursor(int row, int col, boolean visible) {}

    /**
     * One line.
     *
     * @param spans    its text from the first column on, in pieces of one style; blanks of the default style at the end are left out
     * @param wrapped  whether the text goes on in the next line because it did not fit
     */
    public record TextLine(List<Span> spans, boolean wrapped) {
        public TextLine {
            spans = List.copyOf(spans);
        }

        /** The text without blanks at the end. */
        public String text() {
            StringBuilder text = new StringBuilder();
            spans.forEach(span -> text.append(span.text()));
            return text.toString().stripTrailing();
        }
    }

    /**
     * A piece of a line.
     *
     * @param col    its first column, from 0
     * @param width  how many cells it takes
     * @param text   its characters, with combining ones
     * @param style  how all of it looks
     */
    public record Span(int col, int width, String text, TextStyle style) {}

    /** The lines without blanks at their ends, each ended by a newline; blank lines at the end are left out. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (TextLine line : lines.subList(0, lastLine())) {
            text.append(line.text()).append('\n');
        }
        return text.toString();
    }

    /** As {@link #toText()} with the colours and attributes as SGR sequences; it moves no cursor and sets no mode. */
    public String toAnsi() {
        StringBuilder text = new StringBuilder();
        for (TextLine line : lines.subList(0, lastLine())) {
            boolean plain = true;
            for (Span span : line.spans()) {
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
        Cursor cursor = new Cursor(m.row, m.col, m.modes.is(Mode.CURSOR_VISIBLE));
        return new Screen(m.cols, m.rows, cursor, m.title, m.onAlternate(), lines);
    }

    private static TextLine line(Row row) {
        List<Span> spans = new ArrayList<>();
        int end = row.trimmed();
        int start = 0;
        while (start < end) {
            TextStyle style = new TextStyle(row.styles[start], adornment(row, start));
            int next = start + 1;
            while (next < end && style.matches(row.styles[next], adornment(row, next))) {
                next++;
            }
            StringBuilder text = new StringBuilder();
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
