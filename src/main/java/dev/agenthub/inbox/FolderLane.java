package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs all access to one agent's folders, one call after another, on a thread that exists only while there is work. A
 * folder that blocks (a pipe, a lease, a network file system) blocks this thread and no other agent. Thread-safe.
 */
final class FolderLane implements AutoCloseable {

    private static final int MAX_QUEUED = 16;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final AgentId agent;
    private final ThreadPoolExecutor thread;

    FolderLane(AgentId agent) {
        this.agent = agent;
        // A platform thread, because opening a file pins the carrier of a virtual thread.
        this.thread = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED), Thread.ofPlatform().daemon().name("folder-" + agent).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Queues the work without waiting; false if the queue is full or the lane is closed. */
    boolean run(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Runs the work and waits for its result.
     *
     * @throws FolderStuck if there is no result within the timeout
     */
    <T> T call(Callable<T> work, Duration timeout) throws IOException {
        try {
            var future = thread.submit(work);
            try {
                return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Work that has not begun must not run later: its caller has already seen it fail.
                future.cancel(false);
                throw new FolderStuck(agent);
            }
        } catch (RejectedExecutionException e) {
            throw new FolderStuck(agent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FolderStuck(agent);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            default -> new IOException(e.getCause());
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
