package dev.agenthub.emulator;

/** What DECSC keeps (DEC STD 070), and xterm's mode 1049 with it. Rows and columns count from 0. */
record SavedCursor(int row, int col, boolean wrapPending, long style, int underlineColour, boolean origin,
        Charsets.State charsets) {
    static final SavedCursor HOME =
            new SavedCursor(0, 0, false, Style.DEFAULT, Style.DEFAULT_COLOUR, false, Charsets.State.INITIAL);

    /** The same on a screen whose text moved down by {@code rows} and that has this size. */
    SavedCursor moved(int rows, int height, int width) {
        return new SavedCursor(Math.clamp(row + rows, 0, height - 1), Math.min(col, width - 1), false, style, underlineColour,
                origin, charsets);
    }
}
