package dev.agenthub.docker.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A connection over a Unix socket, or over TCP without TLS. */
final class ChannelConnection implements Connection {

    private static final Logger LOG = Logger.getLogger(ChannelConnection.class);

    /** How often a blocked writer checks that the connection is still open. */
    private static final long OPEN_CHECK_MILLIS = 1000;

    private final SocketChannel channel;
    /** Null until interactive. A call's reads need no selector: a virtual thread gives up its carrier in them. */
    private Selector readable;

    /** @param channel connected, in blocking mode; owned and closed by this connection */
    ChannelConnection(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void makeInteractive() throws IOException {
        channel.configureBlocking(false);
        readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
    }

    @Override
    public int read(byte[] into) throws IOException {
        var buffer = ByteBuffer.wrap(into);
        var count = channel.read(buffer);
        while (count == 0) {
            awaitReadable(0);
            count = channel.read(buffer);
        }
        return count;
    }

    @Override
    public int read(byte[] into, Duration timeout) throws IOException {
        var buffer = ByteBuffer.wrap(into);
        var count = channel.read(buffer);
        if (count == 0) {
            awaitReadable(Math.max(1, timeout.toMillis()));
            count = channel.read(buffer);
        }
        return count;
    }

    /** @param millis 0 for no timeout */
    private void awaitReadable(long millis) throws IOException {
        try {
            readable.select(key -> { }, millis);
        } catch (ClosedSelectorException e) {
            throw (IOException) new ClosedChannelException().initCause(e);
        }
        throwIfInterrupted();
    }

    @Override
    public int writeNow(byte[] bytes) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                awaitWritable();
            }
        }
    }

    private void awaitWritable() throws IOException {
        try (var writable = Selector.open()) {
            channel.register(writable, SelectionKey.OP_WRITE);
            writable.select(key -> { }, OPEN_CHECK_MILLIS);
        }
        throwIfInterrupted();
    }

    /** An interrupted thread would not wait again. */
    private static void throwIfInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Also ends a blocked read. */
    @Override
    @SuppressWarnings("try") // the selector is only closed
    public void close() {
        try (var closed = readable) {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Could not close a connection cleanly", e);
        }
    }
}
