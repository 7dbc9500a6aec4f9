package dev.agenthub.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A proxy for the engine's Unix socket. It can be cut and restored, like an engine that restarts, or hang, like an
 * engine that accepts calls but answers none.
 */
public final class CuttableProxy implements AutoCloseable {

    private final Path socket;
    private final EngineDialer engine = new EngineDialer(EngineFixture.host(), Optional.empty());
    private final Set<EngineSocket> open = ConcurrentHashMap.newKeySet();
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
        open.forEach(EngineSocket::close);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        answer();
        cut();
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                var near = new ChannelSocket(listening.accept());
                var far = engine.dial();
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pump(near, far, false));
                Thread.ofVirtual().start(() -> pump(far, near, true));
            }
        } catch (IOException e) {
            breakConnections(); // cut, or the engine is gone
        }
    }

    private void pump(EngineSocket from, EngineSocket to, boolean answer) {
        try (from; to) {
            var buffer = new byte[16 * 1024];
            for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (answer) {
                    answers.await();
                }
                to.write(Arrays.copyOf(buffer, count));
            }
        } catch (IOException | InterruptedException e) {
            open.remove(from); // cut
        }
    }
}
