package dev.agenthub.docker;

import dev.agenthub.docker.http.Connection;
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
 * A two-way byte stream over a hijacked HTTP connection. Typed bytes are written on the caller's thread; the rest of a
 * partial write waits in a bounded queue for a virtual thread. A platform thread reads, because virtual threads share
 * few carriers and are not time-sliced, so one agent's flood could delay another's echo. It starts on subscription;
 * until then, output stays in the socket buffers. There are no timeouts, because a quiet connection is healthy.
 *
 * <p>Engine API: {@code POST /containers/{id}/attach} and {@code POST /exec/{id}/start}, hijacked.
 */
final class HijackedConnection implements Closeable {

    private static final Logger LOG = Logger.getLogger(HijackedConnection.class);
    private static final int READ_BYTES = 8 * 1024;
    private static final int READ_BYTES_IN_FLOOD = 16 * 1024;
    private static final int TYPED_LIMIT = 256 * 1024;

    private final String name;
    private final Connection connection;
    private final TypedBytes typed;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    /* Used by one thread before the subscription, and then by the reader. */
    private byte[] ahead = new byte[0];

    /** @param connection after its upgrade; owned and closed by this object */
    HijackedConnection(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
        this.typed = new TypedBytes(TYPED_LIMIT, connection::writeNow);
        Thread.ofVirtual().name("docker-write-" + name).start(this::writeAll);
    }

    /** Reads bytes before the subscription, and keeps them; false if none arrive within the timeout. */
    boolean readAhead(Duration timeout) throws IOException {
        var buffer = new byte[READ_BYTES_IN_FLOOD];
        var count = connection.read(buffer, timeout);
        if (count <= 0) {
            return false;
        }
        var before = ahead.length;
        ahead = Arrays.copyOf(ahead, before + count);
        System.arraycopy(buffer, 0, ahead, before, count);
        return true;
    }

    /** {@return the bytes read ahead, which the subscriber gets first} */
    byte[] ahead() {
        return ahead;
    }

    /** Drops the first of the bytes read ahead. */
    void dropAhead(int count) {
        ahead = Arrays.copyOfRange(ahead, count, ahead.length);
    }

    /**
     * {@return the output} Completes when the connection ends, and never fails. Cancelling closes the connection,
     * because a terminal that is not drained blocks its program.
     */
    Multi<byte[]> output() {
        // The emitter passes each item directly to the subscriber, on the reader thread.
        return Multi.createFrom().emitter(emitter -> {
            if (!subscribed.compareAndSet(false, true)) {
                emitter.fail(new IllegalStateException("A terminal's output has exactly one subscriber."));
                return;
            }
            emitter.onTermination(this::close);
            Thread.ofPlatform().daemon().name("docker-read-" + name).start(() -> readAll(emitter));
        }, BackPressureStrategy.IGNORE);
    }

    /** {@return the queue of typed bytes, which sends them} */
    TypedBytes typed() {
        return typed;
    }

    /** Ends both threads and closes the socket. Idempotent. */
    @Override
    public void close() {
        typed.close();
        connection.close();
    }

    private void readAll(MultiEmitter<? super byte[]> subscriber) {
        try {
            if (ahead.length > 0) {
                subscriber.emit(ahead);
            }
            var buffer = new byte[READ_BYTES];
            for (var count = connection.read(buffer); count >= 0; count = connection.read(buffer)) {
                if (count > 0) {
                    subscriber.emit(Arrays.copyOf(buffer, count));
                }
                if (count == buffer.length && count < READ_BYTES_IN_FLOOD) {
                    buffer = new byte[2 * count]; // most terminals are quiet and keep the small buffer
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "The terminal connection %s broke", name); // the caller asks the engine for the reason
        } finally {
            close();
            subscriber.complete();
        }
    }

    private void writeAll() {
        try {
            for (var next = typed.take(); next != null; next = typed.take()) {
                connection.write(next);
                typed.sent(next);
            }
        } catch (IOException e) {
            LOG.debugf(e, "Writing to the terminal %s failed", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(); // ends the reader too
        }
    }
}
