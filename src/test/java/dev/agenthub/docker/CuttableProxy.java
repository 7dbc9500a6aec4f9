package dev.agenthub.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A proxy for the engine's Unix socket. It can be cut and restored, like an engine that restarts, or hang, like an
 * engine that accepts calls but answers none.
 */
public final class CuttableProxy implements AutoCloseable {

    private final Path socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    public CuttableProxy(Path folder) throws IOException {
        socket = folder.resolve("engine.sock");
        restore();
    }

    public DockerHost host() {
        return DockerHost.of("unix://" + socket);
    }

    public void restore() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var listening = server;
        Thread.ofVirtual().start(() -> accept(listening));
    }

    /** Closes every connection and accepts no new ones. */
    public void cut() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        breakConnections();
    }

    /** Holds back all answers of the engine until {@link #answer}. */
    public void hang() {
        answers = new CountDownLatch(1);
    }

    public void answer() {
        answers.countDown();
    }

    /** Closes every connection but accepts new ones. */
    void breakConnections() {
        open.forEach(CuttableProxy::close);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        answer();
        cut();
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                var near = listening.accept();
                var far = EngineFixture.connect();
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pump(near, far, false));
                Thread.ofVirtual().start(() -> pump(far, near, true));
            }
        } catch (IOException e) {
            breakConnections(); // cut, or the engine is gone
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean answer) {
        try (from; to) {
            var buffer = ByteBuffer.allocate(16 * 1024);
            while (from.read(buffer.clear()) >= 0) {
                if (answer) {
                    answers.await();
                }
                for (buffer.flip(); buffer.hasRemaining();) {
                    to.write(buffer);
                }
            }
        } catch (IOException | InterruptedException e) {
            open.remove(from); // cut
        }
    }
}
