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
import dev.agenthub.cli.attach.AttachSession.Manner;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.BearerToken;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubAddress;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.TestTerminal;

/** A session against a hub that says what the test wants. */
@Timeout(30)
class AttachSessionTest {

    private static final ReconnectDelay QUICK = new ReconnectDelay(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(400));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServerWebSocket> hub = new AtomicReference<>();
    private final AtomicReference<String> state = new AtomicReference<>("active");
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicReference<Size> size = new AtomicReference<>(new Size(80, 24));
    private HttpServer server;

    @BeforeEach
    void startHub() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("{\"state\":\"" + state.get() + "\",\"reason\":\"over\"}"))
                .webSocketHandler(socket -> {
                    heard.add(socket.path() + " " + socket.headers().get("Authorization"));
                    socket.textMessageHandler(heard::add);
                    hub.set(socket);
                })
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stopHub() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void subscribesTellsItsSizePaintsAndTypes() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitHeard(3);
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"grüße 😀\"}");
        say("{\"type\":\"output\",\"agent_id\":\"other\",\"data\":\"not ours\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("grüße 😀"));
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        session.keys(new byte[] {'a', umlaut[0]});
        session.keys(new byte[] {umlaut[1]});
        awaitHeard(5);
        size.set(new Size(100, 30));
        session.windowChanged();
        awaitHeard(6);
        session.windowChanged();
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(heard).containsExactly("/ws Bearer secret", "{\"type\":\"subscribe\",\"agent_id\":\"qa\"}",
                "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}",
                "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"a\"}",
                "{\"type\":\"input\",\"agent_id\":\"qa\",\"data\":\"ü\"}",
                "{\"type\":\"resize\",\"agent_id\":\"qa\",\"cols\":100,\"rows\":30}");
    }

    @Test
    void aReaderSendsNeitherKeysNorItsSize() throws Exception {
        AttachSession session = session(true);
        CompletableFuture<End> end = run(session);
        awaitHeard(2);
        session.keys("x".getBytes(StandardCharsets.UTF_8));
        session.windowChanged();
        awaitHeard(3);
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(heard).containsExactly("/ws Bearer secret",
                "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}",
                "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}");
    }

    @Test
    void endsWithTheAgent() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitHeard(3);
        say("{\"type\":\"agent_state_changed\",\"agent_id\":\"other\",\"state\":\"inactive\"}");
        say("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"stopping\"}");
        say("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"inactive\",\"agent\":{\"reason\":\"exit code 7\",\"exit_code\":7}}");
        assertThat(end.get()).isEqualTo(new End.AgentInactive("exit code 7", OptionalInt.of(7)));
    }

    @Test
    void anAgentThatFailsIsAnotherEnd() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitHeard(3);
        say("{\"type\":\"agent_state_changed\",\"agent_id\":\"qa\",\"state\":\"error\",\"agent\":{\"reason\":\"killed\"}}");
        assertThat(end.get()).isEqualTo(new End.AgentFailed("killed", OptionalInt.empty()));
    }

    @Test
    void aLostConnectionIsMadeAgainAndSaidSo() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitHeard(3);
        hub.get().close();
        awaitHeard(6);
        say("{\"type\":\"subscribed\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}");
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"painted\"}");
        await().until(() -> notices.size() == 2);
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
        assertThat(heard.subList(0, 3)).isEqualTo(heard.subList(3, 6));
        assertThat(notices).containsExactly("The connection to the hub is lost. Trying again …", "Connected again.");
    }

    @Test
    void theKeysThatLeaveAreToldOverThePaintedScreenWhichIsThenPaintedAnew() throws Exception {
        AttachSession session = session(new Manner(true, DetachSequence.DEFAULT, Duration.ofMillis(20)));
        CompletableFuture<End> end = run(session);
        awaitHeard(2);
        assertThat(notices).isEmpty();
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"painted\"}");
        awaitHeard(3);
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\" anew\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("painted anew"));
        session.hangup();
        end.get();
        assertThat(notices).containsExactly("Leave with Ctrl-P Ctrl-Q");
        String subscribe = "{\"type\":\"subscribe\",\"agent_id\":\"qa\",\"read_only\":true}";
        assertThat(heard).containsExactly("/ws Bearer secret", subscribe, subscribe);
    }

    @Test
    void inASmallerWindowThePartWithTheCursorIsPaintedUntilTheWindowsSizeRules() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitHeard(3);
        say("{\"type\":\"subscribed\",\"agent_id\":\"qa\",\"cols\":100,\"rows\":30}");
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"\\u001b[28;95Habcdefgh\"}");
        await().untilAsserted(() -> assertThat(window().text()).hasSize(24).last().asString().isEqualTo("gh"));
        say("{\"type\":\"resized\",\"agent_id\":\"other\",\"cols\":80,\"rows\":24}");
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"i\"}");
        await().untilAsserted(() -> assertThat(window().text()).last().asString().isEqualTo("ghi"));
        screen.reset();
        say("{\"type\":\"resized\",\"agent_id\":\"qa\",\"cols\":80,\"rows\":24}");
        say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"as it is\"}");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("as it is"));
        session.hangup();
        end.get();
    }

    @Test
    void aReaderWhoseWindowChangesIsPaintedAnew() throws Exception {
        AttachSession session = session(true);
        CompletableFuture<End> end = run(session);
        awaitHeard(2);
        size.set(new Size(70, 20));
        session.windowChanged();
        awaitHeard(3);
        session.hangup();
        end.get();
        assertThat(heard.get(2)).isEqualTo(heard.get(1));
    }

    /** What a window shows that was sent all this. */
    private Emulator window() {
        TestTerminal window = new TestTerminal(size.get().cols(), size.get().rows());
        return window.feed(screen.toString(StandardCharsets.UTF_8)).emulator;
    }

    @Test
    void anEndThatWasMissedMeanwhileIsSeenAfterwards() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitHeard(3);
        state.set("inactive");
        hub.get().close();
        assertThat(end.get()).isEqualTo(new End.AgentInactive("over", OptionalInt.empty()));
    }

    @Test
    void aHubThatStaysAwayEndsIt() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitHeard(3);
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.get()).isInstanceOfSatisfying(End.HubLost.class,
                lost -> assertThat(lost.failure()).isInstanceOf(Failure.Unreachable.class));
    }

    @Test
    void theFirstConnectionIsTriedOnce() throws Exception {
        AttachSession session = session(false);
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> run(session).get()).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HubException.class);
    }

    @Test
    void aFloodArrivesWhole() throws Exception {
        AttachSession session = session(false);
        CompletableFuture<End> end = run(session);
        awaitHeard(3);
        String data = "0123456789abcdef".repeat(1024);
        for (int i = 0; i < 200; i++) {
            say("{\"type\":\"output\",\"agent_id\":\"qa\",\"data\":\"" + data + "\"}");
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> screen.size() == 200 * data.length());
        session.hangup();
        assertThat(end.get()).isEqualTo(new End.Killed(129));
    }

    private AttachSession session(boolean readOnly) {
        return session(new Manner(readOnly, DetachSequence.DEFAULT, Duration.ofHours(1)));
    }

    private AttachSession session(Manner manner) {
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
        return new AttachSession(HubClient.of(address), new AgentId("qa"), manner, tty, screen, notices::add, QUICK);
    }

    private static CompletableFuture<End> run(AttachSession session) {
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(session.run());
            } catch (Exception failed) {
                end.completeExceptionally(failed);
            }
        });
        return end;
    }

    private void awaitHeard(int frames) {
        await().untilAsserted(() -> assertThat(heard).hasSizeGreaterThanOrEqualTo(frames));
    }

    private void say(String frame) {
        hub.get().writeTextMessage(frame);
    }
}
