package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A terminal that streams bytes over its own connection, and resizes and reports the exit by control calls. */
final class DockerTerminal implements TerminalConnection {

    private static final int RESIZE_ATTEMPTS = 5;
    private static final long RESIZE_PAUSE_MILLIS = 40;

    private final HijackedConnection connection;
    private final ContainerLog.Joined log;
    private final ContainerProcess process;
    private final EngineCalls calls;
    private final AtomicLong resizes = new AtomicLong();
    private final ReentrantLock resizing = new ReentrantLock();

    DockerTerminal(HijackedConnection connection, ContainerLog.Joined log, ContainerProcess process,
            EngineCalls calls) {
        this.connection = connection;
        this.log = log;
        this.process = process;
        this.calls = calls;
    }

    @Override
    public byte[] history() {
        return log.history().clone();
    }

    @Override
    public Multi<byte[]> output() {
        return connection.output(log.first());
    }

    @Override
    public boolean write(byte[] data) {
        return connection.write(data);
    }

    /** Concurrent calls may run in any order; the last requested size wins. */
    @Override
    public Uni<Void> resize(int cols, int rows) {
        if (cols < 1 || rows < 1) {
            throw new IllegalArgumentException("Invalid terminal size: " + cols + "x" + rows + ".");
        }
        var number = resizes.incrementAndGet();
        return calls.call("resize the terminal", () -> {
            resizing.lock();
            try {
                if (number == resizes.get()) {
                    resizeWithRetries(cols, rows);
                }
                return null;
            } finally {
                resizing.unlock();
            }
        });
    }

    @Override
    public Uni<Exit> exit() {
        return calls.call("report how the program ended", process::exit);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Retries, because the engine can refuse a resize for some milliseconds after it has reported the start. */
    private void resizeWithRetries(int cols, int rows) throws InterruptedException {
        for (var attempt = 1;; attempt++) {
            try {
                process.resize(cols, rows);
                return;
            } catch (DockerException e) {
                if (attempt == RESIZE_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(RESIZE_PAUSE_MILLIS * attempt);
            }
        }
    }
}
