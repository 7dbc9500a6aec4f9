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
    public int read(byte[] into, Duration within) throws IOException {
        channel.configureBlocking(false);
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            selector.select(Math.max(1, within.toMillis()));
            return channel.read(ByteBuffer.wrap(into));
        } finally {
            // The selector is closed by now, so the channel is registered nowhere and may block again.
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
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
            LOG.debug("Closing a connection to the engine failed; it is gone all the same", e);
        }
    }
}
