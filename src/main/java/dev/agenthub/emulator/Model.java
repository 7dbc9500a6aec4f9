package dev.agenthub.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The state of a terminal: two screens, one cursor, the pen, margins, modes.
 *
 * <p>{@link Writer}, {@link Editor} and {@link Motion} work on it. Rows and columns count from 0. The alternate screen
 * is empty when it is entered and dropped when it is left, so it is kept only while it is shown.
 */
final class Model {
    private static final int MAX_TITLES = 10;

    int cols;
    int rows;
    final Grid main;
    Grid alternate;
    /** The grid that is shown. */
    Grid grid;

    int row;
    int col;
    /** The last column is full and the next character goes to the next line ("last column flag", DEC STD 070). */
    boolean wrapPending;
    /** The scrolling region, both inclusive. */
    int top;
    int bottom;
    /** The character that REP would repeat, 0 for none: anything but a character forgets it. */
    int lastCharacter;

    final Pen pen = new Pen();
    final Charsets charsets = new Charsets();
    final Modes modes = new Modes();
    final TabStops tabs;
    final Palette palette = new Palette();
    final KittyKeys mainKeys = new KittyKeys();
    final KittyKeys alternateKeys = new KittyKeys();
    SavedCursor mainSaved = SavedCursor.HOME;
    SavedCursor alternateSaved = SavedCursor.HOME;
    String title = "";
    final Deque<String> titles = new ArrayDeque<>();
    long version;
    /** The number of bells and notifications so far. */
    long alerts;

    Model(int cols, int rows, int scrollbackLines) {
        this.cols = cols;
        this.rows = rows;
        main = new Grid(cols, rows, scrollbackLines);
        grid = main;
        tabs = new TabStops(cols);
        bottom = rows - 1;
    }

    Row currentRow() {
        return grid.row(row);
    }

    boolean onAlternate() {
        return grid != main;
    }

    KittyKeys keys() {
        return onAlternate() ? alternateKeys : mainKeys;
    }

    void changed(boolean text) {
        if (text) {
            version++;
        }
    }

    /** The style of erased cells. */
    long blankStyle() {
        return Style.erased(pen.style());
    }

    void saveCursor() {
        var saved = new SavedCursor(row, col, wrapPending, pen.style(), pen.underlineColour(), modes.is(Mode.ORIGIN),
                charsets.save());
        if (onAlternate()) {
            alternateSaved = saved;
        } else {
            mainSaved = saved;
        }
    }

    void restoreCursor() {
        var saved = onAlternate() ? alternateSaved : mainSaved;
        modes.set(Mode.ORIGIN, saved.origin());
        int first = saved.origin() ? top : 0;
        int last = saved.origin() ? bottom : rows - 1;
        row = Math.clamp(saved.row(), first, last);
        col = Math.min(saved.col(), cols - 1);
        wrapPending = saved.wrapPending() && row == saved.row() && col == cols - 1;
        pen.style(saved.style());
        pen.underlineColour(saved.underlineColour());
        charsets.restore(saved.charsets());
    }

    void enterAlternate() {
        if (!onAlternate()) {
            alternate = new Grid(cols, rows, 0);
            alternateSaved = SavedCursor.HOME;
            alternateKeys.clear();
            grid = alternate;
            version++;
        }
    }

    void leaveAlternate() {
        if (onAlternate()) {
            grid = main;
            alternate = null;
            version++;
        }
    }

    void setMargins(int newTop, int newBottom) {
        top = newTop;
        bottom = newBottom;
    }

    void pushTitle() {
        if (titles.size() == MAX_TITLES) {
            titles.removeLast();
        }
        titles.push(title);
    }

    /** DECSTR. */
    void softReset() {
        modes.softReset();
        setMargins(0, rows - 1);
        pen.plain();
        charsets.restore(Charsets.Selection.INITIAL);
        wrapPending = false;
        if (onAlternate()) {
            alternateSaved = SavedCursor.HOME;
        } else {
            mainSaved = SavedCursor.HOME;
        }
    }

    /** RIS. The title stays, as in xterm.js. */
    void reset() {
        leaveAlternate();
        softReset();
        modes.reset();
        tabs.reset();
        palette.reset();
        mainKeys.clear();
        titles.clear();
        pen.link(null);
        main.clear(Style.DEFAULT);
        main.clearScrollback();
        row = 0;
        col = 0;
        version++;
    }

    void resize(int newCols, int newRows) {
        if (newCols == cols && newRows == rows) {
            return;
        }
        // Behind the alternate screen, the main one follows the position that the cursor will return to.
        int mainRow = onAlternate() ? mainSaved.row() : row;
        int mainMoved = main.resize(newCols, newRows, mainRow);
        int moved = onAlternate() ? alternate.resize(newCols, newRows, row) : mainMoved;
        cols = newCols;
        rows = newRows;
        row = Math.clamp(row + moved, 0, rows - 1);
        col = Math.min(col, cols - 1);
        mainSaved = mainSaved.moved(mainMoved, rows, cols);
        alternateSaved = alternateSaved.moved(moved, rows, cols);
        wrapPending = false;
        tabs.resize(cols);
        setMargins(0, rows - 1);
        version++;
    }
}
