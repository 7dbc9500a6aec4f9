package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A byte connection to the engine. One thread reads, one writes, any may close; a blocked read or write ends with an
 * exception when it is closed. Blocking a virtual thread in here does not hold a platform thread.
 */
interface EngineSocket extends Closeable {

    /** Waits without bound for at least one byte; -1 at the end. */
    int read(byte[] into) throws IOException;

    /** As {@link #read(byte[])}, but 0 when nothing came within the given time. */
    int read(byte[] into, Duration within) throws IOException;

    void write(byte[] bytes) throws IOException;

    /** Idempotent. */
    @Override
    void close();
}
