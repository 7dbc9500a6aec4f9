package dev.agenthub.ws;

import dev.agenthub.terminal.PolledMulti;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * The pending writes to one client, in order and bounded. Each request takes the next write, which starts on
 * subscription.
 */
final class WriteQueue extends PolledMulti<Supplier<Uni<Void>>> {

    private final LinkedBlockingQueue<Supplier<Uni<Void>>> queue;

    /** @param bound the most writes in the queue */
    WriteQueue(int bound) {
        this.queue = new LinkedBlockingQueue<>(bound);
    }

    /** Adds a write; false if the queue is full. From any thread, never blocks. */
    boolean offer(Supplier<Uni<Void>> write) {
        var added = queue.offer(write);
        wake();
        return added;
    }

    /**
     * Adds the writes of a stream, on subscription. The next one is requested when the last has been written, so
     * several streams take turns, and a busy one does not delay the others.
     */
    Multi<Void> addAll(Multi<Supplier<Uni<Void>>> writes) {
        return writes.onItem().transformToUniAndConcatenate(write -> Uni.createFrom().emitter(written -> {
            if (!offer(() -> write.get().invoke(() -> written.complete(null)))) {
                written.fail(new IllegalStateException("The client does not read its messages."));
            }
        }));
    }

    @Override
    protected Supplier<Uni<Void>> poll() {
        return queue.poll();
    }

    @Override
    protected void leave() {
        queue.clear();
    }
}
