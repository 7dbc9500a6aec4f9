package dev.agenthub.cli.attach;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.ServerMessage;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.ReconnectDelay;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Attaches a terminal to an agent. All events pass through one bounded queue and are handled by the thread that called
 * {@link #run}; no other state is shared between threads.
 */
public final class AttachSession {

    /** Why the session ended. */
    public sealed interface End {
        /** The user detached; the agent keeps running. */
        record Detached() implements End {
        }

        /** The agent stopped. Has the exit code of its program, if known. */
        record AgentInactive(String reason, Optional<Integer> exitCode) implements End {
        }

        /** The agent failed. Has the exit code of its program, if it exited and the code is known. */
        record AgentFailed(String reason, Optional<Integer> exitCode) implements End {
        }

        /** The hub refused, or stayed unreachable. */
        record HubLost(Failure failure) implements End {
        }

        /** The user's terminal is gone, or a signal was received. */
        record Killed(int exitCode) implements End {
        }
    }

    private static final int LANE_CAPACITY = 64;
    /** How often the connection is checked if there are no events. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final BlockingQueue<AttachEvent> lane = new ArrayBlockingQueue<>(LANE_CAPACITY);
    private final HubClient client;
    private final AgentId agent;
    private final SessionSettings settings;
    private final Tty tty;
    private final OutputStream screen;
    private final Consumer<String> noticeDisplay;
    private final ReconnectDelay reconnectDelay;
    private final DetachKeys detachKeys;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final Picture picture = new Picture();

    private HubSocket socket;
    /** The size of the user's terminal when last read. */
    private Optional<WindowSize> window = Optional.empty();
    private Optional<WindowSize> sentSize = Optional.empty();
    /** Shown after the next painting of the screen, which would erase it. */
    private Optional<String> pendingNotice;
    private OptionalLong noticeUntil = OptionalLong.empty();
    private long lostAt;
    private int tries;

    /**
     * The settings of a session.
     *
     * @param readOnly   whether to send neither keys nor the window size
     * @param detach     the detach keys
     * @param noticeTime how long a notice covers part of the agent's screen
     */
    public record SessionSettings(boolean readOnly, DetachSequence detach, Duration noticeTime) {

        /** Shows notices for long enough to read them. */
        public SessionSettings(boolean readOnly, DetachSequence detach) {
            this(readOnly, detach, Duration.ofSeconds(3));
        }
    }

    /**
     * @param screen        receives the agent's output; must be unbuffered
     * @param noticeDisplay shows a line over the agent's screen; the session repaints the screen afterwards
     */
    public AttachSession(HubClient client, AgentId agent, SessionSettings settings, Tty tty, OutputStream screen,
            Consumer<String> noticeDisplay, ReconnectDelay reconnectDelay) {
        this.client = client;
        this.agent = agent;
        this.settings = settings;
        this.detachKeys = new DetachKeys(settings.detach());
        this.pendingNotice = Optional.of("Detach with " + settings.detach());
        this.tty = tty;
        this.screen = screen;
        this.noticeDisplay = noticeDisplay;
        this.reconnectDelay = reconnectDelay;
    }

    /** Sends keyboard input. Blocks while the lane is full, so that no input is lost. */
    public void keys(byte[] bytes) {
        put(new AttachEvent.Keys(bytes));
    }

    /** Reports that the user's terminal is gone. */
    public void hangup() {
        put(new AttachEvent.Hangup());
    }

    /** Reports that the window size may have changed. */
    public void windowChanged() {
        lane.offer(new AttachEvent.WindowChanged());
    }

    /** Ends the session. */
    public void end(int exitCode) {
        put(new AttachEvent.Terminated(exitCode));
    }

    /** @throws HubException if the first connection fails; lost connections are retried */
    public End run() throws IOException, InterruptedException {
        try {
            connect();
            while (true) {
                var event = lane.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
                Optional<End> end = event != null ? on(event) : socket == null ? reconnect() : repaintAfterNotice();
                if (end.isEmpty() && socket != null && !socket.isAlive()) {
                    end = connectionLost();
                }
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } finally {
            disconnect();
        }
    }

    private Optional<End> on(AttachEvent event) throws IOException {
        return switch (event) {
            case AttachEvent.Keys keys -> onKeys(keys.bytes());
            case AttachEvent.Received frame -> frame.from() == socket ? onMessage(frame.message()) : Optional.empty();
            case AttachEvent.Closed closed -> closed.from() == socket ? connectionLost() : Optional.empty();
            case AttachEvent.WindowChanged changed -> onWindowChanged();
            case AttachEvent.Hangup hangup -> Optional.of(new End.Killed(129));
            case AttachEvent.Terminated terminated -> Optional.of(new End.Killed(terminated.exitCode()));
        };
    }

    private Optional<End> onKeys(byte[] bytes) {
        var keys = detachKeys.feed(bytes);
        if (keys.detach()) {
            return Optional.of(new End.Detached());
        }
        var text = decoder.decode(keys.through());
        boolean discarded = settings.readOnly() || text.isEmpty() || socket == null;
        return discarded ? Optional.empty() : send(new ClientMessage.Input(agent, text));
    }

    private Optional<End> onMessage(ServerMessage message) throws IOException {
        Optional<End> end = switch (message) {
            case TerminalMessage.Output output when isOurs(output.agentId()) -> paint(output.data());
            case EventJson.AgentStateChanged change when isOurs(change.agentId()) -> endOf(change.agent());
            case TerminalMessage.Error error when error.agentId().isEmpty() || isOurs(error.agentId().get()) -> {
                showNotice(error.message());
                yield Optional.empty();
            }
            case TerminalMessage.Subscribed subscribed when isOurs(subscribed.agentId()) -> {
                if (tries > 0) {
                    pendingNotice = Optional.of("Reconnected.");
                }
                tries = 0;
                picture.begin(new WindowSize(subscribed.cols(), subscribed.rows()), window);
                yield Optional.empty();
            }
            case TerminalMessage.Resized resized when isOurs(resized.agentId()) -> {
                picture.resize(new WindowSize(resized.cols(), resized.rows()), window);
                yield Optional.empty();
            }
            case ServerMessage other -> Optional.empty();
        };
        if (socket != null) {
            socket.next();
        }
        return end;
    }

    private boolean isOurs(AgentId id) {
        return agent.equals(id);
    }

    private Optional<End> paint(String data) throws IOException {
        screen.write(picture.show(data));
        screen.flush();
        pendingNotice.ifPresent(this::showNotice);
        pendingNotice = Optional.empty();
        return Optional.empty();
    }

    private void showNotice(String text) {
        noticeDisplay.accept(text);
        noticeUntil = OptionalLong.of(System.nanoTime() + settings.noticeTime().toNanos());
    }

    private Optional<End> repaintAfterNotice() {
        if (noticeUntil.isEmpty() || noticeUntil.getAsLong() - System.nanoTime() > 0) {
            return Optional.empty();
        }
        noticeUntil = OptionalLong.empty();
        return repaint();
    }

    /** Subscribing again makes the hub send the whole screen. */
    private Optional<End> repaint() {
        return send(new ClientMessage.Subscribe(agent, settings.readOnly()));
    }

    /** Requests a painting if a resize may not cause one: read-only, or the terminal already has this size. */
    private Optional<End> onWindowChanged() {
        Optional<End> end = sendSize();
        return end.isEmpty() && (settings.readOnly() || picture.isLetterboxed()) ? repaint() : end;
    }

    private static Optional<End> endOf(AgentJson agent) {
        return switch (agent.state()) {
            case INACTIVE -> Optional.of(new End.AgentInactive(agent.reason(), agent.exitCode()));
            case ERROR -> Optional.of(new End.AgentFailed(agent.reason(), agent.exitCode()));
            case STARTING, ACTIVE, STOPPING -> Optional.empty();
        };
    }

    private void connect() {
        socket = HubSocket.open(client, this::put);
        sentSize = Optional.empty();
        repaint();
        sendSize();
    }

    /** Read-only viewers do not affect the terminal's size. */
    private Optional<End> sendSize() {
        window = tty.size();
        if (settings.readOnly() || socket == null || window.isEmpty() || window.equals(sentSize)) {
            return Optional.empty();
        }
        sentSize = window;
        return send(window.get().resize(agent));
    }

    private Optional<End> send(ClientMessage message) {
        return socket == null || socket.send(message) ? Optional.empty() : connectionLost();
    }

    private Optional<End> connectionLost() {
        disconnect();
        if (tries > 0 && reconnectDelay.next(tries, timeSinceLoss()).isEmpty()) {
            var failure = new Failure.Unreachable(client.hub().url(), "every connection is dropped");
            return Optional.of(new End.HubLost(failure));
        }
        if (tries == 0) {
            lostAt = System.nanoTime();
            noticeUntil = OptionalLong.empty();
            noticeDisplay.accept("Connection to the hub lost. Reconnecting…");
        }
        return Optional.empty();
    }

    private void disconnect() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private Duration pause() {
        if (socket != null) {
            long noticeLeft = noticeUntil.isEmpty() ? Long.MAX_VALUE : noticeUntil.getAsLong() - System.nanoTime();
            return Duration.ofNanos(Math.clamp(noticeLeft, 0, CHECK_INTERVAL.toNanos()));
        }
        return reconnectDelay.next(tries, timeSinceLoss()).orElse(reconnectDelay.longest());
    }

    private Duration timeSinceLoss() {
        return Duration.ofNanos(System.nanoTime() - lostAt);
    }

    private Optional<End> reconnect() {
        tries++;
        try {
            Optional<End> missed = endOf(client.agent(agent));
            if (missed.isEmpty()) {
                connect();
            }
            return missed;
        } catch (HubException e) {
            boolean retryable = e.failure() instanceof Failure.Unreachable
                    || e.failure() instanceof Failure.TimedOut
                    || e.failure() instanceof Failure.Problem problem && problem.status() >= 500;
            return retryable && reconnectDelay.next(tries, timeSinceLoss()).isPresent() ? Optional.empty()
                    : Optional.of(new End.HubLost(e.failure()));
        }
    }

    private void put(AttachEvent event) {
        try {
            lane.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
