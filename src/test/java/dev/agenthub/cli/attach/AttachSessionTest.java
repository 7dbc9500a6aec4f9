package dev.agenthub.cli.attach;

import static dev.agenthub.api.Samples.agent;
import static dev.agenthub.api.Samples.stateChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.api.Samples;
import dev.agenthub.api.ServerMessage;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.SessionSettings;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubAddress;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.emulator.Emulator;
import dev.agenthub.emulator.TestTerminal;
import dev.agenthub.security.Token;
import dev.agenthub.terminal.SizeNotice.Owner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session with a scripted hub. */
@Timeout(30)
class AttachSessionTest {

    private static final AgentId QA = new AgentId("qa");
    private static final AgentId OTHER = new AgentId("other");
    private static final ReconnectDelay DELAY =
            new ReconnectDelay(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(400));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServerWebSocket> hub = new AtomicReference<>();
    private final AtomicReference<AgentState> state = new AtomicReference<>(AgentState.ACTIVE);
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicReference<WindowSize> size = new AtomicReference<>(new WindowSize(80, 24));
    private HttpServer server;

    @BeforeEach
    void startHub() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(Wire.write(Samples.agent("qa", state.get(), "over", Optional.empty()))))
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
        var session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        output("grüße 😀");
        send(new TerminalMessage.Output(OTHER, "not ours"));
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("grüße 😀"));
        var umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        session.keys(new byte[] {'a', umlaut[0]});
        session.keys(new byte[] {umlaut[1]});
        awaitReceived(5);
        size.set(new WindowSize(100, 30));
        session.windowChanged();
        awaitReceived(6);
        session.windowChanged();
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(received).containsExactly("/ws Bearer secret", Wire.write(new ClientMessage.Subscribe(QA, false)),
                Wire.write(new ClientMessage.Resize(QA, 80, 24, Optional.empty())),
                Wire.write(new ClientMessage.Input(QA, "a")),
                Wire.write(new ClientMessage.Input(QA, "ü")),
                Wire.write(new ClientMessage.Resize(QA, 100, 30, Optional.empty())));
    }

    @Test
    void aReadOnlySessionSendsNeitherKeysNorItsSize() throws Exception {
        var session = session(true);
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        session.keys("x".getBytes(StandardCharsets.UTF_8));
        session.windowChanged();
        awaitReceived(3);
        session.keys("\u0010\u0011".getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isEqualTo(new End.Detached());
        assertThat(received).containsExactly("/ws Bearer secret",
                Wire.write(new ClientMessage.Subscribe(QA, true)),
                Wire.write(new ClientMessage.Subscribe(QA, true)));
    }

    @Test
    void aSessionEndsWhenTheAgentStops() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        send(stateChanged(agent("other", AgentState.INACTIVE, "exit code 3", Optional.of(3))));
        send(stateChanged(agent("qa", AgentState.STOPPING, "asked", Optional.empty())));
        send(stateChanged(agent("qa", AgentState.INACTIVE, "exit code 7", Optional.of(7))));
        assertThat(end.get()).isEqualTo(new End.AgentInactive("exit code 7", Optional.of(7)));
    }

    @Test
    void aSessionEndsWhenTheAgentFails() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        send(stateChanged(agent("qa", AgentState.ERROR, "killed", Optional.empty())));
        assertThat(end.get()).isEqualTo(new End.AgentFailed("killed", Optional.empty()));
    }

    @Test
    void aLostConnectionIsReportedAndRestored() throws Exception {
        var session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        hub.get().close();
        awaitReceived(6);
        send(subscribed(QA, 80, 24));
        output("painted");
        await().until(() -> notices.size() == 2);
        session.end(143);
        assertThat(end.get()).isEqualTo(new End.Killed(143));
        assertThat(received.subList(0, 3)).isEqualTo(received.subList(3, 6));
        assertThat(notices).containsExactly("Connection to the hub lost. Reconnecting…", "Reconnected.");
    }

    @Test
    void theDetachKeysAreShownOverTheScreenWhichIsThenRepainted() throws Exception {
        var session = session(new SessionSettings(true, DetachSequence.DEFAULT, Duration.ofMillis(20)));
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        assertThat(notices).isEmpty();
        output("painted");
        awaitReceived(3);
        output(" again");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("painted again"));
        session.hangup();
        end.get();
        assertThat(notices).containsExactly("Detach with Ctrl-P Ctrl-Q");
        var subscribe = Wire.write(new ClientMessage.Subscribe(QA, true));
        assertThat(received).containsExactly("/ws Bearer secret", subscribe, subscribe);
    }

    @Test
    void aSmallerWindowShowsThePartWithTheCursorUntilItOwnsTheSize() throws Exception {
        var session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        send(subscribed(QA, 100, 30));
        output("\033[28;95Habcdefgh");
        await().untilAsserted(() -> assertThat(window().text()).hasSize(24).last().asString().isEqualTo("gh"));
        send(resized(OTHER, 80, 24));
        output("i");
        await().untilAsserted(() -> assertThat(window().text()).last().asString().isEqualTo("ghi"));
        screen.reset();
        send(resized(QA, 80, 24));
        output("unchanged");
        await().until(() -> screen.toString(StandardCharsets.UTF_8).equals("unchanged"));
        session.hangup();
        end.get();
    }

    @Test
    void aReadOnlySessionIsRepaintedAfterAResize() throws Exception {
        var session = session(true);
        CompletableFuture<End> end = run(session);
        awaitReceived(2);
        size.set(new WindowSize(70, 20));
        session.windowChanged();
        awaitReceived(3);
        session.hangup();
        end.get();
        assertThat(received.get(2)).isEqualTo(received.get(1));
    }

    /** The user's terminal with the output of the session. */
    private Emulator window() {
        var window = new TestTerminal(size.get().cols(), size.get().rows());
        return window.feed(screen.toString(StandardCharsets.UTF_8)).emulator;
    }

    @Test
    void aStopDuringAnOutageIsNoticedAfterIt() throws Exception {
        CompletableFuture<End> end = run(session(false));
        awaitReceived(3);
        state.set(AgentState.INACTIVE);
        hub.get().close();
        assertThat(end.get()).isEqualTo(new End.AgentInactive("over", Optional.empty()));
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
        var session = session(false);
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> run(session).get()).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HubException.class);
    }

    @Test
    void aFloodArrivesCompletely() throws Exception {
        var session = session(false);
        CompletableFuture<End> end = run(session);
        awaitReceived(3);
        var data = "0123456789abcdef".repeat(1024);
        for (int i = 0; i < 200; i++) {
            output(data);
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> screen.size() == 200 * data.length());
        session.hangup();
        assertThat(end.get()).isEqualTo(new End.Killed(129));
    }

    private AttachSession session(boolean readOnly) {
        return session(new SessionSettings(readOnly, DetachSequence.DEFAULT, Duration.ofHours(1)));
    }

    private AttachSession session(SessionSettings settings) {
        var address = new HubAddress(URI.create("http://127.0.0.1:" + server.actualPort()),
                Optional.of(new Token("secret")));
        var tty = new Tty() {
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
                return Optional.of(size.get());
            }
        };
        return new AttachSession(HubClient.of(address), QA, settings, tty, screen, notices::add, DELAY);
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

    private void output(String data) {
        send(new TerminalMessage.Output(QA, data));
    }

    private static ServerMessage subscribed(AgentId agent, int cols, int rows) {
        return new TerminalMessage.Subscribed(agent, cols, rows, Owner.OTHER, "s1", 0, 0);
    }

    private static ServerMessage resized(AgentId agent, int cols, int rows) {
        return new TerminalMessage.Resized(agent, cols, rows, Owner.OTHER, 0, 0);
    }

    private void send(ServerMessage message) {
        hub.get().writeTextMessage(Wire.write(message));
    }
}
