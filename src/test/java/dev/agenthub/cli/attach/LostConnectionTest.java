package dev.agenthub.cli.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.Manner;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.HubAddress;
import dev.agenthub.cli.client.HubClient;
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

/** A hub that ends without a word, and one that does not answer any more, are noticed whatever the session does meanwhile. */
@Timeout(60)
class LostConnectionTest {

    private static final Duration NOTICED = Duration.ofSeconds(20);
    private static final String LOST = "The connection to the hub is lost. Trying again …";

    private final CountDownLatch painting = new CountDownLatch(1);
    private final CountDownLatch mayPaint = new CountDownLatch(1);
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private ServerSocket door;
    private Socket hub;

    @BeforeEach
    void open() throws IOException {
        door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        mayPaint.countDown();
        door.close();
        hub.close();
    }

    /** java.net.http fails to tell of the end of a connection on which no message is asked for. */
    @Test
    void aHubThatIsKilledWhileItsWordsArePaintedIsNoticed() throws Exception {
        var session = session();
        var end = run(session);
        accept();
        say("one");
        painting.await();
        say("two");
        kill();
        mayPaint.countDown();
        await().atMost(NOTICED).until(() -> notices.contains(LOST));
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    @Test
    void aHubThatIsKilledWhileItsLastWordIsPaintedIsNoticedAtOnce() throws Exception {
        var session = session();
        var end = run(session);
        accept();
        say("one");
        painting.await();
        kill();
        mayPaint.countDown();
        await().atMost(Duration.ofSeconds(2)).until(() -> notices.contains(LOST));
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    @Test
    void aHubThatDoesNotAnswerAnyMoreIsNoticed() throws Exception {
        mayPaint.countDown();
        var session = session();
        var end = run(session);
        accept();
        say("one");
        await().atMost(NOTICED).until(() -> notices.contains(LOST));
        door.close();
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
    }

    /** Takes the connection and lets it in (RFC 6455, section 4.2.2). */
    private void accept() throws Exception {
        hub = door.accept();
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) hub.getInputStream().read());
        }
        var key = request.toString().lines().filter(line -> line.toLowerCase().startsWith("sec-websocket-key:"))
                .findFirst().orElseThrow().split(":")[1].strip();
        var accepted = MessageDigest.getInstance("SHA-1").digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
        hub.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(accepted) + "\r\n\r\n").getBytes(UTF_8));
        Thread.ofVirtual().start(() -> {
            try {
                hub.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // that is what these tests are about
            }
        });
    }

    private void say(String data) throws IOException {
        var text = "{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"%s\"}".formatted(data).getBytes(UTF_8);
        var frame = new byte[text.length + 2];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) text.length;
        System.arraycopy(text, 0, frame, 2, text.length);
        hub.getOutputStream().write(frame);
    }

    /** As the kernel does it for a process that is killed, and until the session's side knows. */
    private void kill() throws IOException {
        door.close();
        hub.shutdownOutput();
        await("the session's side is told that no more comes").pollDelay(Duration.ofMillis(300)).until(() -> !isEstablished(hub.getPort()));
    }

    private static boolean isEstablished(int port) throws IOException {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            // The columns: a number, the local address, the remote one, the state.
            var established = Files.readString(Path.of(table)).lines().map(line -> line.strip().split("\\s+"))
                    .anyMatch(socket -> socket[1].endsWith(":%04X".formatted(port)) && socket[3].equals("01"));
            if (established) {
                return true;
            }
        }
        return false;
    }

    private AttachSession session() {
        var address = new HubAddress(URI.create("http://127.0.0.1:" + door.getLocalPort()), Optional.empty());
        var manner = new Manner(false, DetachSequence.DEFAULT, Duration.ofHours(1));
        return new AttachSession(HubClient.of(address), new AgentId("qa"), manner, new Nowhere(), new SlowScreen(), notices::add,
                new ReconnectDelay(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMinutes(1)));
    }

    private static CompletableFuture<End> run(AttachSession session) {
        var end = new CompletableFuture<End>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(session.run());
            } catch (Exception failed) {
                end.completeExceptionally(failed);
            }
        });
        return end;
    }

    /** Takes its time for the first thing that it shows. */
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

    /** A terminal that does not say its size. */
    private static final class Nowhere implements Tty {

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
        public Optional<Size> size() {
            return Optional.empty();
        }
    }
}
