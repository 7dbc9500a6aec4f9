package dev.agenthub.docker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * What was typed and not sent yet: a queue bounded in bytes, so that a program that does not read costs no memory. As long as nothing
 * waits, what is typed does not come here, but is sent at once.
 */
final class TypedBytes {

    /** Sends as much as goes without waiting. */
    @FunctionalInterface
    interface Direct {

        /** Nothing: all goes by the queue. */
        Direct NONE = bytes -> 0;

        /** How many bytes were sent. */
        int send(byte[] bytes) throws IOException;
    }

    private static final Logger LOG = Logger.getLogger(TypedBytes.class);

    private final int limit;
    private final Direct direct;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long waiting;
    private boolean closed;

    /** @param limit in bytes, of all that waits and of any one call */
    TypedBytes(int limit, Direct direct) {
        this.limit = limit;
        this.direct = direct;
    }

    /** Never waits; false when nothing was taken. The array is copied, if it is kept. */
    boolean offer(byte[] data) {
        lock.lock();
        try {
            if (closed || waiting + data.length > limit) {
                return false;
            }
            var sent = waiting == 0 ? sendNow(data) : 0;
            if (sent < data.length) {
                queue.add(Arrays.copyOfRange(data, sent, data.length));
                waiting += data.length - sent;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int sendNow(byte[] data) {
        try {
            return direct.send(data);
        } catch (IOException e) {
            LOG.debug("Sending at once failed; who sends from the queue will see it too", e);
            return 0;
        }
    }

    /**
     * Waits for the next bytes; null once closed. They count against the limit until {@link #sent} is told about
     * them, so what a stuck write holds is bounded too.
     */
    byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.await();
            }
            return closed ? null : queue.poll();
        } finally {
            lock.unlock();
        }
    }

    void sent(byte[] data) {
        lock.lock();
        try {
            waiting -= data.length;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
