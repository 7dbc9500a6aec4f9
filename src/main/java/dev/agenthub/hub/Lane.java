package dev.agenthub.hub;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs tasks one after another in submission order, on the thread of a caller that finds the lane idle. A task
 * submitted by a running task is queued. Tasks must not block.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void run(Runnable task) {
        waiting.add(task);
        if (count.getAndIncrement() > 0) {
            return;
        }
        do {
            try {
                waiting.remove().run();
            } catch (RuntimeException e) {
                LOG.error("A step of an agent failed: this is a defect of the hub.", e);
            }
        } while (count.decrementAndGet() > 0);
    }
}
