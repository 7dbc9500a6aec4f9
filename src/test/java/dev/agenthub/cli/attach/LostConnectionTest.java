package dev.agenthub.cli.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.SessionSettings;
import dev.agenthub.cli.client.HubAddress;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.ReconnectDelay;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A killed hub, and one that stops responding, are detected even while the session is painting. */
@Timeout(60)
class LostConnectionTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String LOST = "Connection to the hub lost. Reconnecting…";

    private final CountDownLatch painting = new CountDownLatch(1);
    private final CountDownLatch mayPaint = new CountDownLatch(1);
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Socket hub;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        mayPaint.countDown();
        server.close();
        hub.close();
    }

    /** java.net.http does not report the end of a connection on which no message is requested. */
    @Test
    void aHubKilledDuringPaintingIsDetected() throws Exception {
        var session = session();
        var end = run(session);
        accept();
        send("one");
        painting.await();
        send("two");
        kill();
        mayPaint.countDown();
        await().atMost(TIMEOUT).until(() -> notices.contains(LOST));
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    @Test
    void aHubKilledDuringTheLastPaintingIsDetectedImmediately() throws Exception {
        var session = session();
        var end = run(session);
        accept();
        send("one");
        painting.await();
        kill();
        mayPaint.countDown();
        await().atMost(Duration.ofSeconds(2)).until(() -> notices.contains(LOST));
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    @Test
    void aHubThatStopsRespondingIsDetected() throws Exception {
        mayPaint.countDown();
        var session = session();
        var end = run(session);
        accept();
        send("one");
        await().atMost(TIMEOUT).until(() -> notices.contains(LOST));
        server.close();
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    /** Accepts the connection and completes the handshake (RFC 6455, section 4.2.2). */
    private void accept() throws Exception {
        hub = server.accept();
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) hub.getInputStream().read());
        }
        var key = request.toString().lines().filter(line -> line.toLowerCase().startsWith("sec-websocket-key:"))
                .findFirst().orElseThrow().split(":")[1].strip();
        var accepted = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
        hub.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accepted)
                + "\r\n\r\n").getBytes(UTF_8));
        Thread.ofVirtual().start(() -> {
            try {
                hub.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // expected: the tests close the connection
            }
        });
    }

    private void send(String data) throws IOException {
        var text = Wire.write(new TerminalMessage.Output(new AgentId("qa"), data)).getBytes(UTF_8);
        var frame = new byte[text.length + 2];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) text.length;
        System.arraycopy(text, 0, frame, 2, text.length);
        hub.getOutputStream().write(frame);
    }

    /** Closes the connection as the kernel does for a killed process, and waits until the client's side has noticed. */
    private void kill() throws IOException {
        server.close();
        hub.shutdownOutput();
        await("the client's side of the connection has closed").pollDelay(Duration.ofMillis(300))
                .until(() -> !isEstablished(hub.getPort()));
    }

    private static boolean isEstablished(int port) throws IOException {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            // The columns: index, local address, remote address, state.
            var established = Files.readString(Path.of(table)).lines().map(line -> line.strip().split("\\s+"))
                    .anyMatch(socket -> socket[1].endsWith(":%04X".formatted(port)) && socket[3].equals("01"));
            if (established) {
                return true;
            }
        }
        return false;
    }

    private AttachSession session() {
        var address = new HubAddress(URI.create("http://127.0.0.1:" + server.getLocalPort()), Optional.empty());
        var settings = new SessionSettings(false, DetachSequence.DEFAULT, Duration.ofHours(1));
        return new AttachSession(HubClient.of(address), new AgentId("qa"), settings, new SizelessTty(),
                new SlowScreen(), notices::add,
                new ReconnectDelay(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMinutes(1)));
    }

    private static CompletableFuture<End> run(AttachSession session) {
        var end = new CompletableFuture<End>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(session.run());
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    /** Blocks writes until {@link #mayPaint}. */
    private final class SlowScreen extends OutputStream {

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            painting.countDown();
            try {
                assertThat(mayPaint.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A terminal that does not report its size. */
    private static final class SizelessTty implements Tty {

        @Override
        public boolean isInteractive() {
            return true;
        }

        @Override
        public void raw() {
        }

        @Override
        public void restore() {
        }

        @Override
        public Optional<WindowSize> size() {
            return Optional.empty();
        }
    }
}
