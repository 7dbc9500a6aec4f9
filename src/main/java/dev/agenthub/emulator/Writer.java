package dev.agenthub.emulator;

/** Prints characters on the screen. This is the hot path. */
final class Writer {
    private final Model m;
    private final Motion motion;

    Writer(Model model, Motion motion) {
        m = model;
        this.motion = motion;
    }

    /** Prints the bytes {@code from..to}, which must be printable ASCII. */
    void ascii(byte[] data, int from, int to) {
        if (!m.charsets.isPlain() || m.modes.is(Mode.INSERT)) {
            for (int i = from; i < to; i++) {
                print(data[i]);
            }
            return;
        }
        int i = from;
        while (i < to) {
            wrapIfPending();
            int count = Math.min(to - i, m.cols - m.col);
            boolean changed = m.currentRow().putAscii(m.col, data, i, count, m.pen.style(), m.pen.adornment());
            m.changed(changed);
            i += count;
            advance(count);
            if (!m.modes.is(Mode.AUTOWRAP) && m.wrapPending && i < to) {
                // Surplus characters overwrite the last column again and again, so only the last one stays.
                i = to - 1;
            }
        }
        m.lastCharacter = data[to - 1];
    }

    /**
     * Prints one character; a combining one is added to the character before the cursor.
     *
     * @return whether it was printed; otherwise viewers must not get it either
     */
    boolean print(int codePoint) {
        // Character sets apply to seven-bit characters only.
        boolean translated = codePoint < 0x80 && !m.charsets.isPlain();
        boolean single = translated && m.charsets.singleShift() != 0;
        int cp = translated ? m.charsets.translate(codePoint) : codePoint;
        int width = CharWidth.of(cp);
        if (width == 0) {
            return combine(cp);
        }
        if (width > m.cols - m.col && !m.modes.is(Mode.AUTOWRAP)) {
            m.lastCharacter = 0;
            return false;
        }
        wrapIfPending();
        if (width > m.cols - m.col) {
            // As in xterm.js, the column that is too narrow is blanked.
            m.changed(m.currentRow().erase(m.col, m.cols, m.blankStyle()));
            wrap();
        }
        var row = m.currentRow();
        if (m.modes.is(Mode.INSERT)) {
            m.changed(row.insert(m.col, width, m.blankStyle()));
        }
        m.changed(row.put(m.col, cp, width, m.pen.style(), m.pen.adornment()));
        advance(width);
        m.lastCharacter = single ? 0 : codePoint;
        return true;
    }

    private boolean combine(int cp) {
        int at = m.wrapPending ? m.col : m.col - 1;
        if (at < 0) {
            return false;
        }
        var row = m.currentRow();
        if (row.codes[at] == Row.TRAILER) {
            at--;
        }
        boolean marked = row.mark(at, cp);
        m.changed(marked);
        return marked;
    }

    private void advance(int width) {
        m.col += width;
        if (m.col == m.cols) {
            m.col--;
            m.wrapPending = true;
        }
    }

    private void wrapIfPending() {
        if (m.wrapPending) {
            m.wrapPending = false;
            if (m.modes.is(Mode.AUTOWRAP)) {
                wrap();
            }
        }
    }

    private void wrap() {
        m.currentRow().wrapped = true;
        motion.index();
        m.col = 0;
    }
}
