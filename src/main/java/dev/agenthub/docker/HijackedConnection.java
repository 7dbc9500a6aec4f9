package dev.agenthub.docker;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Raw bytes both ways over a connection that was an HTTP request. What is typed is written by whoever types it; only what does not go
 * at once waits in a bounded queue for a virtual thread. A platform thread reads, from the subscription on, so that what comes before it
 * waits in the sockets' buffers rather than in memory: virtual threads share few carriers and are never interrupted, so that the output
 * of one agent that floods would hold up another's echo. A quiet connection is a healthy one: nothing here times out.
 *
 * <p>Engine API: {@code POST /containers/{id}/attach} and {@code POST /exec/{id}/start}, hijacked.
 */
final class HijackedConnection implements Closeable {

    private static final Logger LOG = Logger.getLogger(HijackedConnection.class);
    private static final int READ_BYTES = 8 * 1024;
    private static final int READ_BYTES_IN_FLOOD = 16 * 1024;
    private static final int TYPED_LIMIT = 256 * 1024;

    private final String name;
    private final EngineResponse response;
    private final TypedBytes typed;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /** @param response with its head read; this connection owns it from now on */
    HijackedConnection(String name, EngineResponse response) {
        this.name = name;
        this.response = response;
        this.typed = new TypedBytes(TYPED_LIMIT, response.socket()::writeNow);
        Thread.ofVirtual().name("docker-write-" + name).start(this::writeAll);
    }

    /**
     * For whoever must see the first bytes before the subscriber: 0 when nothing came within the given time, -1 at
     * the end.
     */
    int read(byte[] into, Duration within) throws IOException {
        return response.read(into, within);
    }

    /**
     * Everything the other end says after {@code first}. Completes with the end of the connection, never fails;
     * cancelling it closes the connection, because a terminal that nobody drains stops its program.
     */
    Multi<byte[]> output(byte[] first) {
        // The emitter hands each item straight to the subscriber, on the reader's thread.
        return Multi.createFrom().emitter(emitter -> {
            if (!subscribed.compareAndSet(false, true)) {
                emitter.fail(new IllegalStateException("A terminal's output has exactly one subscriber."));
                return;
            }
            emitter.onTermination(this::close);
            Thread.ofPlatform().daemon().name("docker-read-" + name).start(() -> readAll(first, emitter));
        }, BackPressureStrategy.IGNORE);
    }

    /** Never blocks; false when nothing was typed. */
    boolean write(byte[] data) {
        return typed.offer(data);
    }

    /** Ends both threads and frees the descriptor. Idempotent. */
    @Override
    public void close() {
        typed.close();
        response.close();
    }

    private void readAll(byte[] first, MultiEmitter<? super byte[]> subscriber) {
        try {
            if (first.length > 0) {
                subscriber.emit(first);
            }
            var buffer = new byte[READ_BYTES];
            for (var count = response.read(buffer); count >= 0; count = response.read(buffer)) {
                if (count > 0) {
                    subscriber.emit(Arrays.copyOf(buffer, count));
                }
                if (count == buffer.length && count < READ_BYTES_IN_FLOOD) {
                    buffer = new byte[2 * count]; // a quiet terminal, as most are, keeps the small one
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "The terminal connection %s broke", name); // its end says so; why, the caller asks the engine
        } finally {
            close();
            subscriber.complete();
        }
    }

    private void writeAll() {
        try {
            for (var next = typed.take(); next != null; next = typed.take()) {
                response.socket().write(next);
                typed.sent(next);
            }
        } catch (IOException e) {
            LOG.debugf(e, "Typing into %s failed", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(); // the reader sees the end, and with it everybody else
        }
    }
}
