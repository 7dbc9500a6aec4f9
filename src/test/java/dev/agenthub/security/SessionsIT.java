package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.api.LoginJson;
import dev.agenthub.api.Wire;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests browser sessions and wrong tokens against the packaged hub. */
class SessionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private RunningHub hub;

    @BeforeEach
    void make() throws Exception {
        hub = new RunningHub("lead").onFixedPort();
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    private String signIn() {
        var cookie = hub.api().post("/api/session").then().statusCode(204).extract().header("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private int statusWith(String cookie) {
        return hub.anonymous().header("Cookie", cookie).get("/api/agents").statusCode();
    }

    /** Completes when the browser's WebSocket is closed or fails. */
    private CompletableFuture<Void> socket(String cookie) {
        var ended = new CompletableFuture<Void>();
        var listener = new WebSocket.Listener() {
            @Override
            public CompletableFuture<?> onClose(WebSocket socket, int code, String reason) {
                ended.complete(null);
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable error) {
                ended.complete(null);
            }
        };
        var address = URI.create("ws" + hub.url().toString().substring("http".length()) + "/ws");
        HttpClient.newHttpClient().newWebSocketBuilder().header("Cookie", cookie).header("Origin", hub.url().toString())
                .buildAsync(address, listener).join();
        return ended;
    }

    private CompletableFuture<?> events(String cookie) {
        return HttpClient.newHttpClient().sendAsync(HttpRequest.newBuilder(hub.url().resolve("/api/events"))
                .header("Cookie", cookie).build(), BodyHandlers.discarding());
    }

    private static void awaitEnd(CompletableFuture<?>... open) {
        await().atMost(TIMEOUT).until(() -> CompletableFuture.allOf(open).handle((done, failure) -> true).isDone());
    }

    @Test
    void aSessionAndItsEndSurviveAKilledHub() throws Exception {
        hub.start();
        var one = signIn();
        var other = signIn();
        hub.kill();
        hub.start();
        assertThat(statusWith(one)).isEqualTo(200);
        hub.anonymous().header("Cookie", one).header("Origin", hub.url().toString()).delete("/api/session").then()
                .statusCode(204);
        hub.kill();
        hub.start();
        assertThat(statusWith(one)).isEqualTo(401);
        assertThat(statusWith(other)).isEqualTo(200);
        try (var files = Files.walk(hub.project().resolve("state"))) {
            var id = other.substring(other.indexOf('=') + 1);
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(id);
            }
        }
    }

    @Test
    void endingASessionClosesOnlyItsConnections() throws Exception {
        hub.start();
        var one = signIn();
        var other = signIn();
        var socket = socket(one);
        var events = events(one);
        var stays = socket(other);
        hub.anonymous().header("Cookie", one).header("Origin", hub.url().toString()).delete("/api/session").then()
                .statusCode(204);
        awaitEnd(socket, events);
        assertThat(stays).isNotDone();
        var signedOut = hub.run("sign-out");
        assertThat(signedOut.code()).isZero();
        assertThat(signedOut.err()).contains("Every browser is signed out");
        awaitEnd(stays);
        assertThat(statusWith(other)).isEqualTo(401);
    }

    @Test
    void aSessionExpiresDespiteAnOpenConnection() throws Exception {
        // Far enough apart that a busy machine does not see both expire between two requests.
        hub.set("HUB_SESSION_IDLE", "2s").set("HUB_SESSION_LIFE", "15s").start();
        var unused = signIn();
        var connected = signIn();
        var socket = socket(connected);
        await().atMost(TIMEOUT).until(() -> sessions() < 2);
        assertThat(sessions()).as("sessions with an open connection").isEqualTo(1);
        assertThat(statusWith(unused)).isEqualTo(401);
        awaitEnd(socket);
        assertThat(statusWith(connected)).isEqualTo(401);
    }

    private long sessions() throws Exception {
        try (var files = Files.walk(hub.project().resolve("state"));
                var lines = Files.lines(files.filter(file -> file.endsWith("sessions")).findFirst().orElseThrow())) {
            return lines.skip(1).count();
        }
    }

    @Test
    void aNewTokenEndsAllSessions() throws Exception {
        hub.start();
        var cookie = signIn();
        hub.stop();
        hub.set("HUB_TOKEN", "another-token-for-tests-0123456789").start();
        assertThat(statusWith(cookie)).isEqualTo(401);
    }

    private Response guess(Map<String, String> headers) {
        return hub.anonymous().headers(headers).get("/api/agents");
    }

    @Test
    void wrongCredentialsAreLimitedAndTheRightTokenIsAlwaysAdmitted() throws Exception {
        hub.start();
        var cookie = signIn();
        var name = cookie.substring(0, cookie.indexOf('='));
        await().atMost(TIMEOUT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                .until(() -> guess(Map.of("Authorization", "Bearer wrong")).statusCode() == 429);
        var later = guess(Map.of("Authorization", "Bearer wrong"));
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(1, 60);
        assertThat(later.jsonPath().getString("detail")).contains("try again in");
        assertThat(guess(Map.of("Cookie", name + "=wrong")).statusCode()).isEqualTo(429);
        assertThat(hub.anonymous().header("Authorization", "Bearer wrong").post("/api/session").statusCode())
                .isEqualTo(429);
        assertThat(hub.anonymous().contentType(ContentType.JSON)
                .body(Wire.write(new LoginJson(Optional.of("wrong")))).post("/api/session").statusCode())
                .isEqualTo(429);
        assertThat(upgrade("Bearer wrong")).isEqualTo(429);
        // A request without a credential is not a guess.
        assertThat(hub.anonymous().get("/api/agents").statusCode()).isEqualTo(401);
        hub.api().get("/api/agents").then().statusCode(200);
        assertThat(statusWith(cookie)).isEqualTo(200);
        var code = hub.api().post("/api/session/code").jsonPath().getString("code");
        hub.anonymous().contentType(ContentType.JSON).body(Map.of("code", code)).post("/api/session").then()
                .statusCode(204);
        assertThat(hub.log().lines().filter(line -> line.contains("wrong tokens within a minute"))).hasSize(1);
    }

    private int upgrade(String authorization) {
        try {
            HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", authorization)
                    .buildAsync(URI.create("ws" + hub.url().toString().substring("http".length()) + "/ws"),
                            new WebSocket.Listener() { }).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((java.net.http.WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
