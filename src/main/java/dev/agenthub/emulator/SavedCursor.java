package dev.agenthub.emulator;

/** The state saved by DECSC (DEC STD 070) and by xterm's mode 1049. Rows and columns count from 0. */
record SavedCursor(int row, int col, boolean wrapPending, long style, int underlineColour, boolean origin,
        Charsets.Selection charsets) {
    static final SavedCursor HOME =
            new SavedCursor(0, 0, false, Style.DEFAULT, Style.DEFAULT_COLOUR, false, Charsets.Selection.INITIAL);

    /** The same after the text moved down by {@code rows}, on a screen of this size. */
    SavedCursor moved(int rows, int height, int width) {
        return new SavedCursor(Math.clamp(row + rows, 0, height - 1), Math.min(col, width - 1), false, style,
                underlineColour, origin, charsets);
    }
}
