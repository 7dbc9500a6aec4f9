package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineSign;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection of engines that do not respond, and of their recovery. */
class SilentEngineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(ContainerEngine.SILENCE_SECONDS);

    @TempDir
    Path folder;

    private final List<EngineSign> signs = new CopyOnWriteArrayList<>();

    private void awaitSign(Class<? extends EngineSign> kind) {
        signs.clear();
        await(kind.getSimpleName()).atMost(TIMEOUT).until(() -> signs.stream().anyMatch(kind::isInstance));
    }

    @Test
    void anEngineThatNeverAnswersIsReportedWithARemedyAndSoIsItsRecovery() throws IOException {
        var socket = folder.resolve("engine.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var engine = EngineAbsentTest.engine("unix://" + socket, TIMEOUT)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var subscription = engine.signs().subscribe().with(signs::add);
            awaitSign(EngineSign.Silent.class);
            assertThat(((EngineSign.Silent) signs.getLast()).reason())
                    .contains(engine.address(), "has not responded to pings", "docker ps");

            Thread.ofVirtual().start(() -> answerAll(server));
            awaitSign(EngineSign.Alive.class);
            subscription.cancel();
        }
    }

    @Test
    void anEngineWithAFullBacklogIsReported() throws IOException {
        var socket = folder.resolve("full.sock");
        var waiting = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var engine = EngineAbsentTest.engine("unix://" + socket, TIMEOUT)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            for (var i = 0; i < 2; i++) {
                waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            var subscription = engine.signs().subscribe().with(signs::add);
            awaitSign(EngineSign.Silent.class);
            subscription.cancel();
        } finally {
            for (var connection : waiting) {
                connection.close();
            }
        }
    }

    @Test
    void anEngineBehindASilentPortIsReported() throws IOException {
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var engine = EngineAbsentTest.engine("tcp://127.0.0.1:" + server.socket().getLocalPort(), TIMEOUT)) {
                var subscription = engine.signs().subscribe().with(signs::add);
                awaitSign(EngineSign.Silent.class);
                subscription.cancel();
            }
        }
    }

    @Test
    void aMissingEngineIsReportedAsSilent() {
        try (var engine = EngineAbsentTest.engine("unix://" + folder.resolve("none.sock"), TIMEOUT)) {
            var subscription = engine.signs().subscribe().with(signs::add);
            awaitSign(EngineSign.Silent.class);
            assertThat(((EngineSign.Silent) signs.getLast()).reason()).contains("systemctl start docker");
            subscription.cancel();
        }
    }

    private static void answerAll(ServerSocketChannel server) {
        try {
            while (true) {
                answer(server.accept());
            }
        } catch (IOException e) {
            assertThat(server.isOpen()).isFalse(); // closed by the end of the test
        }
    }

    private static void answer(SocketChannel connection) {
        try (connection) {
            connection.read(ByteBuffer.allocate(1024));
            connection.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"
                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("pipe"); // an earlier ping has timed out and closed its connection
        }
    }
}
