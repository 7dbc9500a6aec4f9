package dev.agenthub.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** One client of a program's terminal, usable once opened. One thread reads; another may type or close. */
interface Viewer extends Closeable {

    /** Receives the output in pieces of any size. */
    interface Output {

        /** The array is valid only during the call. */
        void bytes(byte[] data, int offset, int length);

        /** The viewer fell behind: output was skipped with a gap notice, and a snapshot of the screen follows. */
        default void resynchronised() {
        }

        /** A piece of a snapshot. */
        default void painting(byte[] data, int offset, int length) {
        }
    }

    void type(String text) throws IOException;

    /**
     * Waits for more output and delivers it.
     *
     * @return false at the end
     * @throws SocketTimeoutException if nothing arrives within {@link Timeouts#QUIET}
     */
    boolean read(Output output) throws IOException;

    @Override
    void close() throws IOException;
}
