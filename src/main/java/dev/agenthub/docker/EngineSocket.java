package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A byte connection to the engine. One thread reads, one writes, and any thread may close it. Closing ends a blocked
 * read or write with an exception.
 */
interface EngineSocket extends Closeable {

    /** Waits for at least one byte, without a timeout; -1 at the end. */
    int read(byte[] into) throws IOException;

    /** As {@link #read(byte[])}, but 0 after the timeout. */
    int read(byte[] into, Duration timeout) throws IOException;

    /** Blocks until all bytes are written. */
    void write(byte[] bytes) throws IOException;

    /**
     * Writes as many bytes as possible without blocking.
     *
     * @return the number of bytes written; always 0 with TLS, which may have to read before it can write
     */
    default int writeNow(byte[] bytes) throws IOException {
        return 0;
    }

    /**
     * Converts this connection to one that writes without blocking, if possible. This object must not be used
     * afterwards.
     */
    default EngineSocket asTerminal() throws IOException {
        return this;
    }

    /** Idempotent. */
    @Override
    void close();
}
