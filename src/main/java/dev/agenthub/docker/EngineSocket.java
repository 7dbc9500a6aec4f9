package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A byte connection to the engine. One thread reads, one writes, any may close; a blocked read or write ends with an
 * exception when it is closed.
 */
interface EngineSocket extends Closeable {

    /** Waits without bound for at least one byte; -1 at the end. */
    int read(byte[] into) throws IOException;

    /** As {@link #read(byte[])}, but 0 when nothing came within the given time. */
    int read(byte[] into, Duration within) throws IOException;

    /** Waits until all of it is written. */
    void write(byte[] bytes) throws IOException;

    /**
     * Writes as much as can be written without waiting.
     *
     * @return how many bytes; 0 also where this connection can only be waited for, as TLS may have to read before it can write
     */
    default int writeNow(byte[] bytes) throws IOException {
        return 0;
    }

    /** The same connection as a terminal's: one that takes what is typed at once, where that can be. The old one is of no use any more. */
    default EngineSocket asTerminal() throws IOException {
        return this;
    }

    /** Idempotent. */
    @Override
    void close();
}
