package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.Settings;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.BearerToken;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubAddress;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.TestTerminal;

/** A session with a scripted hub. */
@Timeout(30)
class AttachSessionTest {

    private static final ReconnectDelay DELAY =
            new ReconnectDelay(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(400));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServerWebSocket> hub = new AtomicReference<>();
    private final AtomicReference<String> state = new AtomicReference<>("active");
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicReference<Size> size = new AtomicReference<>(new Size(80, 24));
    private HttpServer server;

    @BeforeEach
    void startHub() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end("{\"state\":\"" + state.get() + "\",\"reason\":\"over\"}"))
                .webSocketHandler(socket -> {
                    received.add(socket.path() + " " + socket.headers().get("Authorization"));
                    socket.textMessageHandler(received::add);
                    hub.set(socket);
                })
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stopHub() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aSessionSubscribesSendsItsSizePaintsAndTypes() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"grüße 😀\"}");
        send("{\"type\":\"output\",\"agent_id\":\"other\",\"data\":\"not ours\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("grüße 😀"));
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        session.keys(new byte[] {'a', umlaut[0]});
        session.keys(new byte[] {umlaut[1]});
        awaitReceived(5);
        size.set(new Size(100, 30));
        session.windowChanged();
        awaitReceived(6);
        session.windowChanged();
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(received).containsExactly("/ws Bearer secret", "{\"type\":\"subscribe\",\"agent_id\":\"qa\"}",
                "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}",
                "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"a\"}",
                "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"ü\"}",
                "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":100,\"rows\":30}");
    }

    @Test
    void aReadOnlySessionSendsNeitherKeysNorItsSize() throws Exception {
        AttachSession session = session(true);
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        session.keys("x".getBytes(StandardCharsets.UTF_8));
        session.windowChanged();
        awaitReceived(3);
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(received).containsExactly("/ws Bearer secret",
                "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}",
                "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}");
    }

    @Test
    void aSessionEndsWhenTheAgentStops() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        send("{\"type\":\"agent_state_changed\",\"agent_id\":\"other\",\"state\":\"inactive\"}");
        send("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"stopping\"}");
        send("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"inactive\","
                + "\"agent\":{\"reason\":\"exit code 7\",\"exit_code\":7}}");
        assertThat(end.get()).isEqualTo(new End.AgentInactive("exit code 7", OptionalInt.of(7)));
    }

    @Test
    void aSessionEndsWhenTheAgentFails() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        send("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"error\","
                + "\"agent\":{\"reason\":\"killed\"}}");
        assertThat(end.get()).isEqualTo(new End.AgentFailed("killed", OptionalInt.empty()));
    }

    @Test
    void aLostConnectionIsReportedAndRestored() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        hub.get().close();
        awaitReceived(6);
        send("{\"type\":\"subscribed\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}");
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"painted\"}");
        await().until(() -> notices.size() == 2);
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
        assertThat(received.subList(0, 3)).isEqualTo(received.subList(3, 6));
        assertThat(notices).containsExactly("Connection to the hub lost. Reconnecting…", "Reconnected.");
    }

    @Test
    void theDetachKeysAreShownOverTheScreenWhichIsThenRepainted() throws Exception {
        AttachSession session = session(new Settings(true, DetachSequence.DEFAULT, Duration.ofMillis(20)));
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        assertThat(notices).isEmpty();
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"painted\"}");
        awaitReceived(3);
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\" again\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("painted again"));
        session.hangup();
        end.get();
        assertThat(notices).containsExactly("Detach with Ctrl-P Ctrl-Q");
        String subscribe = "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}";
        assertThat(received).containsExactly("/ws Bearer secret", subscribe, subscribe);
    }

    @Test
    void aSmallerWindowShowsThePartWithTheCursorUntilItOwnsTheSize() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        send("{\"type\":\"subscribed\",\"agent_id\":\"qa\",\"cols\":100,\"rows\":30}");
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"\\u001b[28;95Habcdefgh\"}");
        await().untilAsserted(() -> assertThat(window().text()).hasSize(24).last().asString().isEqualTo("gh"));
        send("{\"type\":\"resized\",\"agent_id\":\"other\",\"cols\":80,\"rows\":24}");
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"i\"}");
        await().untilAsserted(() -> assertThat(window().text()).last().asString().isEqualTo("ghi"));
        screen.reset();
        send("{\"type\":\"resized\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}");
        send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"unchanged\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("unchanged"));
        session.hangup();
        end.get();
    }

    @Test
    void aReadOnlySessionIsRepaintedAfterAResize() throws Exception {
        AttachSession session = session(true);
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        size.set(new Size(70, 20));
        session.windowChanged();
        awaitReceived(3);
        session.hangup();
        end.get();
        assertThat(received.get(2)).isEqualTo(received.get(1));
    }

    /** The user's terminal with the output of the session. */
    private Emulator window() {
        TestTerminal window = new TestTerminal(size.get().cols(), size.get().rows());
        return window.feed(screen.toString(StandardCharsets.UTF_8)).emulator;
    }

    @Test
    void aStopDuringAnOutageIsNoticedAfterIt() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        state.set("inactive");
        hub.get().close();
        assertThat(end.get()).isEqualTo(new End.AgentInactive("over", OptionalInt.empty()));
    }

    @Test
    void aHubThatStaysUnreachableEndsTheSession() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.get()).isInstanceOfSatisfying(End.HubLost.class,
                lost -> assertThat(lost.failure()).isInstanceOf(Failure.Unreachable.class));
    }

    @Test
    void theFirstConnectionIsNotRetried() throws Exception {
        AttachSession session = session(false);
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> run(session).get()).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HubException.class);
    }

    @Test
    void aFloodArrivesCompletely() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        String data = "0123456789abcdef".repeat(1024);
        for (int i = 0; i < 200; i++) {
            send("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"" + data + "\"}");
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> screen.size() == 200 * data.length());
        session.hangup();
        assertThat(end.get()).isEqualTo(new End.Killed(129));
    }

    private AttachSession session(boolean readOnly) {
        return session(new Settings(readOnly, DetachSequence.DEFAULT, Duration.ofHours(1)));
    }

    private AttachSession session(Settings settings) {
        HubAddress address = new HubAddress(URI.create("http://127.0.0.1:" + server.actualPort()),
                Optional.of(new BearerToken("secret")));
        Tty tty = new Tty() {
            @Override
            public boolean isInteractive() {
                return true;
            }

            @Override
            public void raw() {}

            @Override
            public void restore() {}

            @Override
            public Optional<Size> size() {
                return Optional.of(size.get());
            }
        };
        return new AttachSession(HubClient.of(address), new AgentId("qa"), settings, tty, screen, notices::add, DELAY);
    }

    private static CompletableFuture<End> run(AttachSession session) {
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(session.run());
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private void awaitReceived(int frames) {
        await().untilAsserted(() -> assertThat(received).hasSizeGreaterThanOrEqualTo(frames));
    }

    private void send(String frame) {
        hub.get().writeTextMessage(frame);
    }
}
