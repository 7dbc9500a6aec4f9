package dev.agenthub.emulator;

/** Erases, inserts and deletes. Erased cells keep the pen's background. */
final class Editor {
    private final Model m;

    Editor(Model model) {
        m = model;
    }

    /** ED (and DECSED, as no cell is ever protected). */
    boolean eraseInDisplay(int what) {
        switch (what) {
            case 0 -> {
                eraseRight();
                eraseRows(m.row + 1, m.rows);
            }
            case 1 -> {
                eraseRows(0, m.row);
                eraseLeft();
            }
            case 2 -> eraseRows(0, m.rows);
            case 3 -> m.main.clearScrollback();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** EL. */
    boolean eraseInLine(int what) {
        switch (what) {
            case 0 -> eraseRight();
            case 1 -> eraseLeft();
            case 2 -> eraseRows(m.row, m.row + 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** ECH. */
    void eraseCharacters(int count) {
        m.wrapPending = false;
        m.changed(m.currentRow().erase(m.col, Math.min(m.cols, m.col + count), m.blankStyle()));
    }

    /** ICH. */
    void insertCharacters(int count) {
        m.wrapPending = false;
        m.changed(m.currentRow().insert(m.col, count, m.blankStyle()));
    }

    /** DCH. */
    void deleteCharacters(int count) {
        m.wrapPending = false;
        m.changed(m.currentRow().delete(m.col, count, m.blankStyle()));
    }

    /** IL: no effect outside the margins; the cursor moves to the first column. */
    void insertLines(int count) {
        if (inMargins()) {
            m.grid.scrollDown(m.row, m.bottom, count, m.blankStyle());
            lineStart();
        }
    }

    /** DL. */
    void deleteLines(int count) {
        if (inMargins()) {
            m.grid.scrollUp(m.row, m.bottom, count, m.blankStyle(), false);
            lineStart();
        }
    }

    /** DECALN: a screen full of E, for adjusting the tube. */
    void alignment() {
        m.setMargins(0, m.rows - 1);
        for (int y = 0; y < m.rows; y++) {
            var row = m.grid.row(y);
            row.clear(Style.DEFAULT);
            for (int x = 0; x < m.cols; x++) {
                row.put(x, 'E', 1, Style.DEFAULT, null);
            }
        }
        m.row = 0;
        m.col = 0;
        m.wrapPending = false;
        m.version++;
    }

    /**
     * Nothing is to the right of the last column: EL after a full line does not erase its last character, as in
     * xterm.js and tmux (grep and ls end every coloured piece with EL).
     */
    private void eraseRight() {
        if (!m.wrapPending) {
            m.changed(m.currentRow().erase(m.col, m.cols, m.blankStyle()));
        }
    }

    private void eraseLeft() {
        m.changed(m.currentRow().erase(0, m.col + 1, m.blankStyle()));
    }

    private void eraseRows(int from, int to) {
        for (int y = from; y < to; y++) {
            m.changed(m.grid.row(y).erase(0, m.cols, m.blankStyle()));
        }
    }

    private boolean inMargins() {
        return m.row >= m.top && m.row <= m.bottom;
    }

    private void lineStart() {
        m.col = 0;
        m.wrapPending = false;
        m.version++;
    }
}
