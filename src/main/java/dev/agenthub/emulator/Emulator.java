package dev.agenthub.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A terminal in memory: bytes from a program's PTY go in, a screen comes out.
 *
 * <p>Behaves as an xterm in UTF-8, as far as current programs use one (ECMA-48, DEC STD 070, xterm's ctlseqs), and
 * answers the program's queries. Viewers get the program's output without queries and without sequences that are
 * dangerous or unknown. A viewer that starts with {@link #painting()} and continues with the display bytes of the next
 * {@link #feed} shows the same screen as this model.
 *
 * <p>Not thread-safe. Does no I/O and never blocks.
 */
public final class Emulator {
    /** The least width and height, in cells: room for one wide character, and for a scrolling region. */
    public static final int MIN_SIZE = 2;
    /** The greatest width, in cells. */
    public static final int MAX_COLS = 1000;
    /** The greatest height, in cells. */
    public static final int MAX_ROWS = 500;

    private final Model model;
    private final Output output = new Output();
    private final Parser parser;

    /**
     * @param cols             the width in cells, 2 to 1000
     * @param rows             the height in cells, 2 to 500
     * @param scrollbackLines  how many lines to keep that scrolled off the top, 0 for none
     */
    public Emulator(int cols, int rows, int scrollbackLines) {
        checkSize(cols, rows);
        if (scrollbackLines < 0) {
            throw new IllegalArgumentException("scrollback lines must not be negative: " + scrollbackLines);
        }
        model = new Model(cols, rows, scrollbackLines);
        var motion = new Motion(model);
        var editor = new Editor(model);
        var writer = new Writer(model, motion);
        var replies = new Replies(model, output);
        var modes = new ModeSwitch(model, motion, editor, output);
        var controls = new Controls(model, motion, editor, replies);
        var csi = new CsiDispatch(model, motion, editor, writer, modes, replies, output);
        var strings = new Strings(new OscDispatch(model, replies, output), replies);
        parser = new Parser(model, writer, controls, csi, strings, output);
    }

    /** The receiver of the output of {@link #feed}, called only during that call. */
    public interface Sink {
        /**
         * Takes bytes for viewers: valid UTF-8, cut between characters and sequences. The array is valid only during
         * the call and must not be changed.
         */
        void display(byte[] data, int offset, int length);

        /** Takes an answer to the program, to be written to its PTY exactly once. The receiver owns the array. */
        void reply(byte[] answer);
    }

    /**
     * Takes output of the program, cut anywhere. An incomplete character or sequence is held until the rest of it
     * comes.
     *
     * @param data valid only during the call
     * @param sink takes the resulting output
     */
    public void feed(byte[] data, int offset, int length, Sink sink) {
        Objects.checkFromIndexSize(offset, length, data.length);
        output.begin(data, sink);
        try {
            parser.feed(data, offset, offset + length);
        } finally {
            output.end();
        }
    }

    /**
     * Changes the size as xterm does, without reflowing text. A lower screen loses the lines below its cursor, then
     * moves lines at its top to the scrollback; a higher one takes lines back from there. Margins are reset.
     *
     * @throws IllegalArgumentException if the size is not within 2 to 1000 columns and 2 to 500 rows
     */
    public void resize(int cols, int rows) {
        checkSize(cols, rows);
        model.resize(cols, rows);
    }

    /**
     * The bytes that paint this terminal on another of the same size and any content: both screens with the
     * scrollback, modes, cursor and title. They first clear the other terminal, with its scrollback.
     */
    public byte[] painting() {
        return PaintingWriter.write(model);
    }

    /** Like {@link #painting()}, without the scrollback. */
    public byte[] screenPainting() {
        return PaintingWriter.writeWithoutScrollback(model);
    }

    /** The current screen. */
    public Screen screen() {
        return Screen.of(model);
    }

    /** The lines of the screen, exactly {@link #rows()}, without blanks at their ends. */
    public List<String> text() {
        List<String> lines = new ArrayList<>(model.rows);
        for (int y = 0; y < model.rows; y++) {
            lines.add(text(model.grid.row(y)));
        }
        return lines;
    }

    /** The lines that scrolled off the top of the main screen, the oldest first, without blanks at their ends. */
    public List<String> scrollback() {
        List<String> lines = new ArrayList<>(model.main.scrollback().size());
        for (var line : model.main.scrollback()) {
            lines.add(text(line.toRow(model.cols)));
        }
        return lines;
    }

    /** Scrollback and screen as one text. */
    public History history() {
        List<String> lines = scrollback();
        long first = model.main.stored() - lines.size();
        int finished = lines.size() + (model.onAlternate() ? 0 : model.row);
        lines.addAll(text());
        while (lines.size() > finished && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return new History(first, lines, finished);
    }

    /**
     * A number that changes when the text of a visible cell changes, but not when only the cursor or a colour does.
     * Writing the same text over itself does not change it; erasing and rewriting does.
     */
    public long contentVersion() {
        return model.version;
    }

    /** The number of bells and desktop notifications (OSC 9, OSC 777) so far. */
    public long alerts() {
        return model.alerts;
    }

    public int cols() {
        return model.cols;
    }

    public int rows() {
        return model.rows;
    }

    /** Whether pasted text must be enclosed in {@code CSI 200~} and {@code CSI 201~} (mode 2004). */
    public boolean bracketedPaste() {
        return model.modes.is(Mode.BRACKETED_PASTE);
    }

    Model model() {
        return model;
    }

    private static String text(Row row) {
        var line = new StringBuilder();
        row.appendText(line, 0, row.trimmed());
        return line.toString().stripTrailing();
    }

    private static void checkSize(int cols, int rows) {
        if (cols < MIN_SIZE || cols > MAX_COLS || rows < MIN_SIZE || rows > MAX_ROWS) {
            throw new IllegalArgumentException("a terminal has %d to %d columns and %d to %d rows, not %d x %d"
                    .formatted(MIN_SIZE, MAX_COLS, MIN_SIZE, MAX_ROWS, cols, rows));
        }
    }
}
