package dev.agenthub.hub;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs tasks one after another in submission order. Its executor runs at most one task of a lane at a time, so callers,
 * which may be event loops, never run what others have submitted.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Executor executor;

    Lane(Executor executor) {
        this.executor = executor;
    }

    /** Never blocks. */
    void run(Runnable task) {
        waiting.add(task);
        if (count.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        do {
            try {
                waiting.remove().run();
            } catch (RuntimeException e) {
                LOG.error("A step of an agent failed. This is a bug in the hub.", e);
            }
        } while (count.decrementAndGet() > 0);
    }
}
