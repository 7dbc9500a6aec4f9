package dev.agenthub.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A connection to a Unix socket, or a TCP connection without TLS. */
record ChannelSocket(SocketChannel channel) implements EngineSocket {

    private static final Logger LOG = Logger.getLogger(ChannelSocket.class);

    @Override
    public int read(byte[] into) throws IOException {
        return channel.read(ByteBuffer.wrap(into));
    }

    @Override
    public int read(byte[] into, Duration timeout) throws IOException {
        channel.configureBlocking(false);
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            selector.select(Math.max(1, timeout.toMillis()));
            return channel.read(ByteBuffer.wrap(into));
        } finally {
            // The selector is closed, so the channel has no registration and may block again.
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public EngineSocket asTerminal() throws IOException {
        return new TerminalChannel(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Could not close a connection to the engine cleanly", e);
        }
    }
}
