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
 * Where all that touches one agent's folders is done, one after another: a thread of its own, made when there is something to do and ended when
 * there is not. So what holds an agent's folder up, a pipe, a lease, a network file system, takes this one thread and nothing that
 * others use. Thread-safe.
 */
final class FolderLane implements AutoCloseable {

    private static final int LONGEST_QUEUE = 16;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final AgentId agent;
    private final ThreadPoolExecutor thread;

    FolderLane(AgentId agent) {
        this.agent = agent;
        // A platform thread, since opening a file holds the thread that carries a virtual one.
        this.thread = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(LONGEST_QUEUE),
                Thread.ofPlatform().daemon().name("folder-" + agent).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Does it as soon as all before it is done; false where too much waits already, or the lane is closed. Does not wait. */
    boolean run(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Does it and waits for what it gives, so long at most.
     *
     * @throws FolderStuck where that is not there in time
     */
    <T> T call(Callable<T> work, Duration patience) throws IOException {
        try {
            var future = thread.submit(work);
            try {
                return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // What has not begun is not done any more: nobody would know of it.
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
