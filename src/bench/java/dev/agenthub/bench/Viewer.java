package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** One client's view of a program's terminal, ready when it is opened. One thread reads; another may type or close. */
interface Viewer extends Closeable {

    /** Who gets the output, cut anywhere. */
    interface Output {

        /** The array is lent for the call. */
        void bytes(byte[] data, int offset, int length);

        /** The viewer fell behind: something was left out, as it was told, and a painting of the screen comes next. */
        default void resynchronised() {
        }

        /** A piece of that painting. */
        default void painting(byte[] data, int offset, int length) {
        }
    }

    void type(String text) throws IOException;

    /**
     * Waits for more output and hands it over.
     *
     * @return false at the end
     * @throws SocketTimeoutException when nothing came within {@link Patience#QUIET}
     */
    boolean read(Output output) throws IOException;

    @Override
    void close() throws IOException;
}
