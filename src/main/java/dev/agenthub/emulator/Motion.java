package dev.agenthub.emulator;

/** Moves the cursor. Each movement clears the pending wrap. */
final class Motion {
    private final Model m;

    Motion(Model model) {
        m = model;
    }

    /** CUP and similar: absolute, or within the margins in origin mode. */
    void to(int row, int col) {
        toRow(row);
        m.col = Math.clamp(col, 0, m.cols - 1);
    }

    void toRow(int row) {
        boolean origin = m.modes.is(Mode.ORIGIN);
        int first = origin ? m.top : 0;
        int last = origin ? m.bottom : m.rows - 1;
        m.row = Math.clamp((long) first + row, first, last);
        m.wrapPending = false;
    }

    void toCol(int col) {
        m.col = Math.clamp(col, 0, m.cols - 1);
        m.wrapPending = false;
    }

    /** CUU: stops at the top margin, unless it begins above it. */
    void up(int count) {
        int limit = m.row >= m.top ? m.top : 0;
        m.row = Math.max(limit, m.row - count);
        m.wrapPending = false;
    }

    void down(int count) {
        int limit = m.row <= m.bottom ? m.bottom : m.rows - 1;
        m.row = Math.min(limit, m.row + count);
        m.wrapPending = false;
    }

    void left(int count) {
        toCol(m.col - count);
    }

    void right(int count) {
        toCol(m.col + count);
    }

    void carriageReturn() {
        toCol(0);
    }

    /** LF, VT and FF. */
    void lineFeed() {
        index();
        if (m.modes.is(Mode.NEW_LINE)) {
            m.col = 0;
        }
    }

    /** IND: down, scrolling at the bottom margin. */
    void index() {
        m.wrapPending = false;
        if (m.row == m.bottom) {
            scrollUp(1);
        } else if (m.row < m.rows - 1) {
            m.row++;
        }
    }

    /** RI: up, scrolling at the top margin. */
    void reverseIndex() {
        m.wrapPending = false;
        if (m.row == m.top) {
            scrollDown(1);
        } else if (m.row > 0) {
            m.row--;
        }
    }

    /** SU. As in xterm, lines that leave the top of the main screen go to the scrollback. */
    void scrollUp(int count) {
        m.grid.scrollUp(m.top, m.bottom, count, m.blankStyle(), m.top == 0);
        m.version++;
    }

    void scrollDown(int count) {
        m.grid.scrollDown(m.top, m.bottom, count, m.blankStyle());
        m.version++;
    }

    /** CHT; a cursor that stays in the last column keeps its pending wrap. */
    void tab(int count) {
        for (int i = 0; i < count && m.col < m.cols - 1; i++) {
            m.col = m.tabs.next(m.col);
        }
    }

    void backTab(int count) {
        m.wrapPending = false;
        for (int i = 0; i < count && m.col > 0; i++) {
            m.col = m.tabs.previous(m.col);
        }
    }

    /** DECSTBM with the margins as given, counting from 1; a region of fewer than two lines is refused. */
    void margins(int top, int bottom) {
        int last = bottom == 0 ? m.rows : Math.min(bottom, m.rows);
        int first = Math.max(top, 1);
        if (first < last) {
            m.setMargins(first - 1, last - 1);
            to(0, 0);
        }
    }
}
