package dev.agenthub.docker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * A queue of typed bytes that are not sent yet. It is bounded in bytes, so a program that does not read costs little
 * memory. While it is empty, typed bytes bypass it and are sent immediately.
 */
final class TypedBytes {

    /** Sends as many bytes as it can without blocking. */
    @FunctionalInterface
    interface NonBlockingWriter {

        /** Sends nothing, so all bytes are queued. */
        NonBlockingWriter NONE = bytes -> 0;

        /** {@return the number of bytes sent} */
        int send(byte[] bytes) throws IOException;
    }

    private static final Logger LOG = Logger.getLogger(TypedBytes.class);

    private final int limit;
    private final NonBlockingWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long pending;
    private boolean closed;

    /** @param limit in bytes, of the whole queue and of a single call */
    TypedBytes(int limit, NonBlockingWriter writer) {
        this.limit = limit;
        this.writer = writer;
    }

    /** Never blocks; false if the bytes were rejected. Bytes that are queued are copied. */
    boolean offer(byte[] data) {
        lock.lock();
        try {
            if (closed || pending + data.length > limit) {
                return false;
            }
            var sent = pending == 0 ? sendImmediately(data) : 0;
            if (sent < data.length) {
                queue.add(Arrays.copyOfRange(data, sent, data.length));
                pending += data.length - sent;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int sendImmediately(byte[] data) {
        try {
            return writer.send(data);
        } catch (IOException e) {
            LOG.debug("An immediate write failed; the queue writer will fail too", e);
            return 0;
        }
    }

    /**
     * Waits for the next bytes; null once closed. They count against the limit until {@link #sent} is called, so the
     * bytes of a blocked write are bounded too.
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
            pending -= data.length;
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
