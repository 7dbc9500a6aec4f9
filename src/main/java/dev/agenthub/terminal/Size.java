package dev.agenthub.terminal;

/** A terminal's size in character cells. */
public record Size(int cols, int rows) {

    /** The size until a viewer sets one. */
    public static final Size DEFAULT = new Size(100, 30);

    public static final int MIN = 2;
    public static final int MAX_COLS = 1000;
    public static final int MAX_ROWS = 500;

    /** @throws IllegalArgumentException if out of range */
    public Size {
        if (cols < MIN || cols > MAX_COLS || rows < MIN || rows > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "A terminal is %d to %d columns wide and %d to %d rows high, not %d x %d."
                            .formatted(MIN, MAX_COLS, MIN, MAX_ROWS, cols, rows));
        }
    }
}
