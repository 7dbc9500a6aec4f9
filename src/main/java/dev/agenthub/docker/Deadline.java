package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Bounds the time of blocking work on a connection: closes it when the time is up, unless {@link #close() closed}
 * before.
 */
final class Deadline implements AutoCloseable {

    private final Thread watch;
    private volatile boolean passed;

    Deadline(Duration within, Closeable connection) {
        watch = Thread.ofVirtual().name("docker-deadline").start(() -> {
            try {
                Thread.sleep(within);
            } catch (InterruptedException e) {
                return; // the work was done in time
            }
            passed = true;
            try {
                connection.close();
            } catch (IOException e) {
                throw new IllegalStateException("A connection to the engine could not be closed.", e);
            }
        });
    }

    /** The failure as its reader should see it: a timeout where the deadline is what broke the connection. */
    IOException explain(IOException failure) {
        if (!passed) {
            return failure;
        }
        var timeout = new SocketTimeoutException("no answer in time");
        timeout.initCause(failure);
        return timeout;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
