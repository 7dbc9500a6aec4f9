package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A terminal whose bytes go over a connection of its own, and whose size and exit are control calls. */
final class DockerTerminal implements TerminalConnection {

    private static final int RESIZE_TRIES = 5;
    private static final long RESIZE_PAUSE_MILLIS = 40;

    private final HijackedConnection connection;
    private final ContainerLog.Joined said;
    private final ContainerProcess program;
    private final EngineCalls calls;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock resizing = new ReentrantLock();

    DockerTerminal(HijackedConnection connection, ContainerLog.Joined said, ContainerProcess program, EngineCalls calls) {
        this.connection = connection;
        this.said = said;
        this.program = program;
        this.calls = calls;
    }

    @Override
    public byte[] history() {
        return said.history().clone();
    }

    @Override
    public Multi<byte[]> output() {
        return connection.output(said.first());
    }

    @Override
    public boolean write(byte[] data) {
        return connection.write(data);
    }

    /** Calls that overtake each other on their threads leave the size that was asked for last. */
    @Override
    public Uni<Void> resize(int cols, int rows) {
        if (cols < 1 || rows < 1) {
            throw new IllegalArgumentException("A terminal of " + cols + " x " + rows + " is none.");
        }
        var order = asked.incrementAndGet();
        return calls.call("resize the terminal", () -> {
            resizing.lock();
            try {
                if (order == asked.get()) {
                    resizeOnceStarted(cols, rows);
                }
                return null;
            } finally {
                resizing.unlock();
            }
        });
    }

    @Override
    public Uni<Exit> exit() {
        return calls.call("tell how the program ended", program::exit);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** An engine can refuse for some milliseconds after it has said that the program started. */
    private void resizeOnceStarted(int cols, int rows) throws InterruptedException {
        for (var attempt = 1;; attempt++) {
            try {
                program.resize(cols, rows);
                return;
            } catch (DockerException e) {
                if (attempt == RESIZE_TRIES) {
                    throw e;
                }
                Thread.sleep(RESIZE_PAUSE_MILLIS * attempt);
            }
        }
    }
}
