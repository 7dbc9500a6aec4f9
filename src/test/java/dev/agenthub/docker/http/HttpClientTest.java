package dev.agenthub.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests to a server on a real Unix socket. */
@Timeout(60)
class HttpClientTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String HEAD = "HTTP/1.1 200 OK\r\n\r\n";

    /** What the server does with a connection. */
    private interface Server {

        void serve(SocketChannel connection) throws Exception;
    }

    private final ByteBuffer request = ByteBuffer.allocate(1000);

    @TempDir
    private Path folder;
    @AutoClose
    private ServerSocketChannel listening;
    private HttpClient client;

    @BeforeEach
    void listen() throws IOException {
        var path = folder.resolve("socket");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        client = new HttpClient(new Endpoint.UnixSocket(path));
    }

    /** Serves one connection, after its request. */
    private void server(Server server) {
        Thread.ofVirtual().start(() -> {
            try (var connection = listening.accept()) {
                connection.read(request);
                server.serve(connection);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void send(SocketChannel connection, String text) throws IOException {
        connection.write(ByteBuffer.wrap(text.getBytes()));
    }

    private Response get(Duration timeout) throws IOException {
        return client.send("GET", "/", Map.of(), new byte[0], Deadline.in(timeout));
    }

    @Test
    void aRequestIsSentWholeAndItsResponseRead() throws IOException {
        server(connection -> send(connection, HEAD + "answer"));
        try (var response = client.send("POST", "/x?y=1", Map.of("A", "b"), "{}".getBytes(), Deadline.in(LONG))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body().readAllBytes()).asString().isEqualTo("answer");
        }
        assertThat(new String(request.array(), 0, request.position())).isEqualTo(
                "POST /x?y=1 HTTP/1.1\r\nHost: localhost\r\nA: b\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    }

    @Test
    void aServerThatDoesNotAnswerFailsAtTheDeadline() {
        assertThatExceptionOfType(Deadline.Exceeded.class).isThrownBy(() -> get(SHORT))
                .satisfies(e -> assertThat(e.timeout()).isEqualTo(SHORT));
    }

    @Test
    void aServerThatStopsMidResponseFailsAtTheDeadline() throws IOException {
        var done = new CountDownLatch(1);
        server(connection -> {
            send(connection, HEAD + "half");
            done.await();
        });
        try (var response = get(SHORT)) {
            assertThatExceptionOfType(Deadline.Exceeded.class).isThrownBy(() -> response.body().readAllBytes());
        }
        done.countDown();
    }

    @Test
    void aStreamOutlivesItsLiftedDeadline() throws IOException {
        var deadline = Deadline.in(Duration.ofSeconds(1));
        server(connection -> {
            send(connection, HEAD);
            while (!deadline.passed()) {
                send(connection, ".");
            }
            send(connection, "end");
        });
        try (var response = client.send("GET", "/", Map.of(), new byte[0], deadline)) {
            response.liftDeadline();
            assertThat(response.body().readAllBytes()).asString().endsWith("end");
        }
    }

    @Test
    void aConnectionClosedByTheServerIsNotATimeout() {
        server(connection -> send(connection, "HTTP/1.1 200"));
        assertThatIOException().isThrownBy(() -> get(LONG)).isNotInstanceOf(Deadline.Exceeded.class)
                .withMessageContaining("closed the connection");
    }
}
