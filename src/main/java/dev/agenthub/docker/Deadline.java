package dev.agenthub.docker;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Limits the time of blocking work on a connection: closes the connection after the timeout, unless
 * {@link #close() closed} first.
 */
final class Deadline implements AutoCloseable {

    private final Thread watch;
    private volatile boolean passed;

    Deadline(Duration timeout, Closeable connection) {
        watch = Thread.ofVirtual().name("docker-deadline").start(() -> {
            try {
                Thread.sleep(timeout);
            } catch (InterruptedException e) {
                return; // the work finished in time
            }
            passed = true;
            try {
                connection.close();
            } catch (IOException e) {
                throw new IllegalStateException("Could not close a connection to the engine.", e);
            }
        });
    }

    /** {@return a timeout if the deadline closed the connection, else the failure itself} */
    IOException explain(IOException failure) {
        if (!passed) {
            return failure;
        }
        var timeout = new SocketTimeoutException("no answer within the timeout");
        timeout.initCause(failure);
        return timeout;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
