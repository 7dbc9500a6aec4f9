package dev.agenthub.docker;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What was typed and not sent yet: a queue bounded in bytes, so that a program that does not read costs no memory. */
final class TypedBytes {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long waiting;
    private boolean closed;

    /** @param limit in bytes, of all that waits and of any one call */
    TypedBytes(int limit) {
        this.limit = limit;
    }

    /** Never waits; false when nothing was taken. The array is copied. */
    boolean offer(byte[] data) {
        lock.lock();
        try {
            if (closed || waiting + data.length > limit) {
                return false;
            }
            queue.add(data.clone());
            waiting += data.length;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
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
