package dev.agenthub.emulator;

/** Puts characters on the screen. The one place that is hot. */
final class Writer {
    private final Model m;
    private final Motion motion;

    Writer(Model model, Motion motion) {
        m = model;
        this.motion = motion;
    }

    /** Prints the bytes {@code from..to}, all of them printable ASCII. */
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
                // What does not fit overwrites the last column again and again: only the last character stays.
                i = to - 1;
            }
        }
        m.lastCharacter = data[to - 1];
    }

    /**
     * Prints one character; a combining one goes onto the character before the cursor.
     *
     * @return whether there was a place for it; viewers shall not look for another one
     */
    boolean print(int codePoint) {
        // Character sets are about seven bits; what comes as more than that means itself.
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
            // As in xterm.js, nothing old stays in the column that is too narrow.
            m.changed(m.currentRow().erase(m.col, m.cols, m.blankStyle()));
            wrap();
        }
        Row row = m.currentRow();
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
        Row row = m.currentRow();
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
