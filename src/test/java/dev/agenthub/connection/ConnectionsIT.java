package dev.agenthub.connection;

import static dev.agenthub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.api.HealthJson;
import dev.agenthub.api.TerminalMessage.Subscribed;
import dev.agenthub.api.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attacks the packaged hub with raw sockets, with short time limits. */
class ConnectionsIT {

    private static final String HEALTHY = Wire.write(new HealthJson("ok"));
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String AUTHORIZATION = "Authorization: Bearer " + TOKEN + "\r\n";

    /** 64 are enough for the native executable; the JVM opens all jars at startup. */
    private static final int OPEN_FILES = System.getProperty("agenthub.executable", "").isBlank() ? 400 : 64;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead").set("HUB_REQUEST_TIMEOUT", "2s").set("HUB_KEEP_ALIVE", "4s")
                .set("QUARKUS_WEBSOCKETS_NEXT_SERVER_AUTO_PING_INTERVAL", "2s").start();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static String head(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\n";
    }

    private static String answerTo(String bytes) throws IOException {
        try (var client = RawClient.of(hub.url())) {
            return client.send(bytes).untilEnd(TIMEOUT);
        }
    }

    @Test
    void aConnectionThatSendsNothingIsClosed() throws IOException {
        try (var client = RawClient.of(hub.url())) {
            assertThat(client.untilEnd(TIMEOUT)).isEmpty();
        }
    }

    @Test
    void halfARequestHeadTimesOutWithAReason() throws IOException {
        assertThat(answerTo("GET /api/health HTTP/1.1\r\nHost: x\r\n")).startsWith("HTTP/1.1 408")
                .contains("within 2 s");
        assertThat(answerTo("G")).startsWith("HTTP/1.1 408");
    }

    @Test
    void halfABodyTimesOutWithAReason() throws IOException {
        assertThat(answerTo("POST /api/agents/lead/input HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\n"
                + AUTHORIZATION
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")).contains("408");
        assertThat(answerTo("POST /api/agents/lead/input HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\n"
                + AUTHORIZATION
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"da")).contains("408");
    }

    @Test
    void anOversizedBodyIsRefusedWithOrWithoutAContentLength() throws IOException {
        var head = "POST /api/agents/lead/input HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\n" + AUTHORIZATION
                + "Content-Type: application/json\r\n";
        assertThat(answerTo(head + "Content-Length: 2000000\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(answerTo(head + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + "x".repeat(0x100001) + "\r\n"))
                .startsWith("HTTP/1.1 413").contains("at most 1048576 bytes");
    }

    @Test
    void sendingSingleBytesDoesNotExtendTheTimeout() throws IOException {
        try (var inHead = RawClient.of(hub.url()); var inBody = RawClient.of(hub.url())) {
            inHead.send(head("/api/health") + "X-Slow: ");
            inBody.send("POST /api/session HTTP/1.1\r\nHost: " + hub.url().getAuthority()
                    + "\r\nContent-Length: 1000\r\n\r\n");
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(300)).until(() -> {
                inHead.trySend("a");
                return inHead.isEnded();
            });
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(300)).until(() -> {
                inBody.trySend("a");
                return inBody.isEnded();
            });
        }
    }

    @Test
    void halfSentBodiesHoldNoWorkerThreads() throws Exception {
        var open = new ArrayList<RawClient>();
        try {
            for (var i = 0; i < 400; i++) {
                open.add(RawClient.of(hub.url()).send("POST /api/session HTTP/1.1\r\nHost: " + hub.url().getAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
            }
            var start = System.nanoTime();
            hub.api().get("/api/agents/lead/recordings").then().statusCode(200);
            // Before any of the half-sent requests times out.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
        } finally {
            for (var client : open) {
                client.close();
            }
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterTheKeepAlive() throws IOException {
        try (var client = RawClient.of(hub.url())) {
            client.send(head("/api/health") + "\r\n").until(HEALTHY, TIMEOUT);
            client.send(head("/api/health") + "\r\n").until(HEALTHY, TIMEOUT);
            assertThat(client.untilEnd(TIMEOUT)).isEmpty();
        }
    }

    @Test
    void anIncompleteWebSocketUpgradeTimesOut() throws IOException {
        assertThat(answerTo(head("/ws") + AUTHORIZATION + "Connection: Upgrade\r\nUpgrade: websocket\r\n"))
                .startsWith("HTTP/1.1 408");
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(120, text.length())).replace('\0', '0');
    }

    private static RawClient webSocket(String credential) throws IOException {
        var client = RawClient.of(hub.url());
        client.send(head("/ws") + credential
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").until("\r\n\r\n", TIMEOUT);
        return client;
    }

    @Test
    void aWebSocketIsClosedOnlyIfItAnswersNoPings() throws Exception {
        try (var dead = webSocket(AUTHORIZATION); var alive = hub.viewer()) {
            // The raw client only reads, so it answers no pings.
            await().atMost(TIMEOUT).until(dead::isEnded);
            alive.subscribe("lead").next(Subscribed.class);
        }
    }

    @Test
    void anEventStreamStaysOpenThoughItsClientSendsNothing() throws IOException {
        try (var stream = RawClient.of(hub.url()); var silent = RawClient.of(hub.url())) {
            stream.send(head("/api/events") + AUTHORIZATION + "\r\n").until("listening", TIMEOUT);
            // The first comment comes immediately, the next after 20 s, long after the other time limits.
            stream.until("alive", TIMEOUT);
            stream.until("alive", TIMEOUT);
            assertThat(silent.untilEnd(TIMEOUT)).isEmpty();
            assertThat(stream.isEnded()).isFalse();
        }
    }

    @Test
    void aClientThatDoesNotReadIsDisconnected() throws Exception {
        var folder = recordings();
        Files.createDirectories(folder);
        var recording = folder.resolve("20260101T000000.000Z.cast");
        var bytes = new byte[32 << 20];
        new Random(1).nextBytes(bytes);
        Files.write(recording, bytes);
        var name = hub.api().get("/api/agents/lead/recordings").jsonPath().getString("[0].name");
        try (var client = RawClient.withSmallBuffer(hub.url())) {
            client.send(head("/api/agents/lead/recordings/" + name) + AUTHORIZATION + "\r\n");
            assertThat(client.until("\r\n\r\n", TIMEOUT)).startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("content-length: 33554432");
            assertThat(hubSockets()).isPositive();
            await("the hub closes its end").atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> hubSockets() == 0);
        } finally {
            Files.delete(recording);
        }
    }

    private static Path recordings() throws IOException {
        try (var projects = Files.list(hub.project().resolve("state/projects"))) {
            return projects.findFirst().orElseThrow().resolve("recordings/lead");
        }
    }

    /** The hub's established client connections, from /proc/net/tcp (proc(5)), where 01 means established. */
    private static long hubSockets() throws IOException {
        var port = ":%04X".formatted(hub.url().getPort());
        try (var four = Files.lines(Path.of("/proc/net/tcp")); var six = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(four, six).map(line -> line.strip().split("\\s+"))
                    .filter(parts -> parts[1].endsWith(port) && parts[3].equals("01")).count();
        }
    }

    @Test
    void malformedRequestsAreAnsweredAndLogNoError() throws Exception {
        var host = "Host: " + hub.url().getAuthority() + "\r\n";
        var post = "POST /api/agents/lead/input HTTP/1.1\r\n" + host + AUTHORIZATION
                + "Content-Type: application/json\r\n";
        for (var bad : List.of(
                "GET /api/health HTTP/1.1\r\n\r\n",
                "GET /api/health HTTP/1.0\r\n\r\n",
                "GET /api/health HTTP/1.1\r\n" + host + host + "\r\n",
                "GET /api/health HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET http://evil.example/api/health HTTP/1.1\r\n" + host + "\r\n",
                "GET /api/status HTTP/1.1\r\n" + host + AUTHORIZATION + AUTHORIZATION + "\r\n",
                "GET /api/status HTTP/1.1\r\n" + host + AUTHORIZATION + "Origin: " + hub.url()
                + "\r\nOrigin: http://evil\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\n" + host + "\r\n",
                head("/api/%zz") + AUTHORIZATION + "\r\n", head("/api/%00") + AUTHORIZATION + "\r\n",
                head("/api/agents/lead/tasks/%") + AUTHORIZATION + "\r\n", head("/?a=%g") + AUTHORIZATION + "\r\n",
                head("/a\0b") + "\r\n", head("/a\u00e9") + "\r\n", head("/" + "a".repeat(10_000)) + "\r\n",
                head("/api/health") + "X: " + "a".repeat(70_000) + "\r\n\r\n",
                head("/api/health") + "X\0Y: a\r\n\r\n", head("/api/health") + ": a\r\n\r\n",
                head("/api/health") + "X: a\0b\r\n\r\n",
                "GET /api/health HTTP/9.9\r\n" + host + "\r\n", "GET /api/health\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "\0".repeat(100),
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0",
                post + "Content-Length: -1\r\n\r\n", post + "Content-Length: x\r\n\r\n",
                post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                post + "Content-Length: 99999999\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", post
                + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}zz\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\n200001\r\n" + "x".repeat(0x200001) + "\r\n0\r\n\r\n")) {
            assertThat(answerTo(bad)).as(beginning(bad))
                    .matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
        }
        var body = List.of("", "{", "[]", "null", "{}", "{\"data\":1}", "[".repeat(100_000), "{\"data\":\"\\ud800\"}",
                "\u00ff\u00fe", "{\"data\":\"" + "x".repeat(500_000) + "\"}", "{\"no\":1}", "1e999999999");
        for (var text : body) {
            for (var request : List.of("Content-Length: " + text.length() + "\r\n\r\n" + text,
                    "Transfer-Encoding: chunked\r\n\r\n"
                    + (text.isEmpty() ? "" : "%x\r\n%s\r\n".formatted(text.length(), text)) + "0\r\n\r\n")) {
                assertThat(answerTo(post + "Connection: close\r\n" + request)).as(beginning(request))
                        .matches("(?s)HTTP/1\\.1 4\\d\\d .*");
            }
        }
        for (var upgrade : List.of("Upgrade: websocket\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: x\r\n",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
                "Connection: Upgrade\r\nUpgrade: nothing\r\n")) {
            for (var target : List.of("/ws", "/api/status", "/nothing")) {
                try (var client = RawClient.of(hub.url())) {
                    client.send(head(target) + AUTHORIZATION + upgrade + "\r\n").until("HTTP/1.1 ", TIMEOUT);
                }
            }
        }
        try (var socket = webSocket(AUTHORIZATION)) {
            socket.send(new byte[] {(byte) 0xFF, 0x7F, 0, 1, 2, 3, 4, 5, 6, 7}).untilEnd(TIMEOUT);
        }
        try (var client = RawClient.of(hub.url())) {
            // Disconnects in the middle.
            client.send(post + "Content-Length: 100\r\n\r\n{");
        }
        hub.api().get("/api/status").then().statusCode(200);
        assertThat(hub.log()).doesNotContain("ERROR", "Exception", "\tat ");
    }

    @Test
    void anAbsoluteTargetWithTheHubsOwnNameIsAnswered() throws IOException {
        try (var client = RawClient.of(hub.url())) {
            client.send("GET " + hub.url() + "/api/health HTTP/1.1\r\nHost: " + hub.url().getAuthority() + "\r\n\r\n")
                    .until(HEALTHY, TIMEOUT);
        }
    }

    @Test
    @Timeout(120)
    void aConnectionFloodDoesNotLockOutAuthenticatedClients() throws Exception {
        try (var few = new RunningHub("lead").set("HUB_REQUEST_TIMEOUT", "10m").withOpenFiles(OPEN_FILES).start()) {
            var flood = new ArrayList<RawClient>();
            try (var person = few.viewer()) {
                for (var i = 0; i < 3 * OPEN_FILES; i++) {
                    flood.add(RawClient.of(few.url())
                            .send("GET / HTTP/1.1\r\nHost: " + few.url().getAuthority() + "\r\nX: "));
                    if (i % 20 == 0) {
                        few.api().get("/api/status").then().statusCode(200);
                    }
                }
                few.api().get("/api/status").then().statusCode(200);
                assertThat(few.run("status").code()).isZero();
                // The authenticated viewer keeps its connection.
                person.subscribe("lead").next(Subscribed.class);
                assertThat(flood.getFirst().isEnded()).isTrue();
            } finally {
                for (var client : flood) {
                    client.close();
                }
            }
            assertThat(few.log()).contains("ulimit -n").doesNotContain("ERROR", "Too many open files");
        }
    }
}
