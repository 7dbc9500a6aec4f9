package dev.agenthub.terminal;

/**
 * Exclusive use of a terminal's keyboard. Input from others is held back until {@link #close}. Hold it for a few
 * seconds at most.
 */
public interface Turn extends AutoCloseable {

    /** Types text as a paste, bracketed if the program has requested that; false if the program does not read. */
    boolean paste(String text);

    /** Presses Enter; false if the program does not read. */
    boolean enter();

    /** Whether the end of {@code text} is on the screen, however lines are wrapped. */
    boolean shows(String text);

    /** Whether a dialog is on the screen. */
    boolean showsDialog();

    /** What changes with the text on the screen and with the row of the cursor. */
    Fingerprint fingerprint();

    @Override
    void close();

    /**
     * Identifies what a screen shows.
     *
     * @param contentVersion changes with the text
     */
    record Fingerprint(long contentVersion, int cursorRow) {
    }
}
