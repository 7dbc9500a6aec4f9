package dev.agenthub.terminal;

/**
 * The keyboard of a terminal, held by one typist: whatever others type meanwhile is typed when it is given back by {@link #close}. To
 * be held for seconds at most.
 */
public interface Turn extends AutoCloseable {

    /** Types text as a paste, marked as one where the program asked for that; false where it does not read. */
    boolean paste(String text);

    /** Presses Enter; false where the program does not read. */
    boolean enter();

    /** Whether the end of this text is on the screen, wherever lines are broken. */
    boolean shows(String text);

    /** Whether a dialog is on the screen. */
    boolean dialog();

    /** A number that changes with what is shown and with the cursor's row. */
    long mark();

    @Override
    void close();
}
