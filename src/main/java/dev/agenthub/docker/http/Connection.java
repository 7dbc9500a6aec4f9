package dev.agenthub.docker.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A byte connection to a server. One thread reads, one writes, and any thread may close it. Closing ends a blocked
 * read or write with an exception, and so does interrupting a virtual thread.
 */
public interface Connection extends Closeable {

    /** Waits for at least one byte, without a time limit; -1 at the end. */
    int read(byte[] into) throws IOException;

    /** As {@link #read(byte[])}, but 0 after the timeout. Only after {@link #makeInteractive}. */
    int read(byte[] into, Duration timeout) throws IOException;

    /** Blocks until all bytes are written. */
    void write(byte[] bytes) throws IOException;

    /** Prepares this connection for {@link #writeNow}. Call it once, before other threads use the connection. */
    void makeInteractive() throws IOException;

    /**
     * Writes as many bytes as possible without blocking. Only after {@link #makeInteractive}.
     *
     * @return the number of bytes written; always 0 with TLS, which may have to read before it can write
     */
    int writeNow(byte[] bytes) throws IOException;

    /** Idempotent. */
    @Override
    void close();
}
