package dev.agenthub.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A terminal connection without TLS. Keystrokes are written on the caller's thread without blocking. */
final class TerminalChannel implements EngineSocket {

    private static final Logger LOG = Logger.getLogger(TerminalChannel.class);

    /** How often a blocked writer checks that the connection is still open. */
    private static final long OPEN_CHECK_MILLIS = 1000;

    private final SocketChannel channel;
    private final Selector readable;

    TerminalChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        try {
            channel.register(readable, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            readable.close();
            throw e;
        }
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
        awaitReadable(Math.max(1, timeout.toMillis()));
        return channel.read(ByteBuffer.wrap(into));
    }

    /** @param millis 0 for no timeout */
    private void awaitReadable(long millis) throws IOException {
        try {
            readable.select(key -> { }, millis);
        } catch (ClosedSelectorException e) {
            throw (IOException) new ClosedChannelException().initCause(e);
        }
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
    }

    /** Also ends a blocked read. */
    @Override
    public void close() {
        try (readable) {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Could not close a connection to the engine cleanly", e);
        }
    }
}
