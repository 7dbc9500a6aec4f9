package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.agent.Exit;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A terminal that streams bytes over its own connection, and resizes and reports the exit by control calls. */
final class DockerTerminal implements TerminalConnection {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final int RESIZE_ATTEMPTS = 5;
    private static final long RESIZE_PAUSE_MILLIS = 40;
    /** The engine closes a terminal some milliseconds before it records the exit code. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(2);
    private static final long EXIT_POLL_MILLIS = 50;

    private final HijackedConnection connection;
    private final TerminalBeginning beginning;
    private final ContainerProcess process;
    private final EngineCalls calls;
    private final AtomicLong resizes = new AtomicLong();
    private final ReentrantLock resizing = new ReentrantLock();

    DockerTerminal(HijackedConnection connection, TerminalBeginning beginning, ContainerProcess process,
            EngineCalls calls) {
        this.connection = connection;
        this.beginning = beginning;
        this.process = process;
        this.calls = calls;
    }

    @Override
    public TerminalBeginning beginning() {
        return beginning;
    }

    @Override
    public Multi<byte[]> output() {
        return connection.output();
    }

    @Override
    public boolean write(byte[] data) {
        return connection.typed().offer(data);
    }

    /** Concurrent calls may run in any order; the last requested size wins. */
    @Override
    public Uni<Void> resize(int cols, int rows) {
        if (cols < 1 || rows < 1) {
            throw new IllegalArgumentException("Invalid terminal size: " + cols + "x" + rows + ".");
        }
        var number = resizes.incrementAndGet();
        return calls.call("resize the terminal", CALL_TIMEOUT, api -> {
            resizing.lockInterruptibly();
            try {
                if (number == resizes.get()) {
                    resizeWithRetries(api, cols, rows);
                }
                return null;
            } finally {
                resizing.unlock();
            }
        });
    }

    @Override
    public Uni<Exit> exit() {
        return calls.call("report how the program ended", CALL_TIMEOUT, api -> {
            var patience = Deadline.in(EXIT_PATIENCE);
            var exit = process.exit(api);
            while (exit.isEmpty() && !patience.passed()) {
                Thread.sleep(EXIT_POLL_MILLIS);
                exit = process.exit(api);
            }
            return exit.orElse(Exit.UNKNOWN);
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Retries, because the engine can refuse a resize for some milliseconds after it has reported the start. */
    private void resizeWithRetries(EngineApi api, int cols, int rows) throws InterruptedException {
        for (var attempt = 1;; attempt++) {
            try {
                process.resize(api, cols, rows);
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
