package dev.agenthub.cli.attach;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;

/**
 * A terminal attached to an agent, from the first connection to the end. Whatever happens waits in one bounded queue
 * and is handled by the thread that called {@link #run}; nothing here is shared.
 */
public final class AttachSession {

    /** How it ended. */
    public sealed interface End {
        /** The person left; the agent goes on. */
        record Detached() implements End {}

        /** The agent's program is over; its exit code where it is known. */
        record AgentInactive(String reason, OptionalInt exitCode) implements End {}

        /** The agent failed; its exit code where its program ended and it is known. */
        record AgentFailed(String reason, OptionalInt exitCode) implements End {}

        /** The hub refused, or stayed away. */
        record HubLost(Failure failure) implements End {}

        /** The person's terminal is gone, or a signal came. */
        record Killed(int exitCode) implements End {}
    }

    private static final int LANE = 64;
    /** How often the connection is looked at when nothing happens. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final BlockingQueue<AttachEvent> lane = new ArrayBlockingQueue<>(LANE);
    private final HubClient client;
    private final AgentId agent;
    private final Manner manner;
    private final Tty tty;
    private final OutputStream screen;
    private final Consumer<String> notice;
    private final ReconnectDelay backoff;
    private final DetachKeys detachKeys;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final Picture picture = new Picture();

    private HubSocket socket;
    /** What the person's terminal was when it was last asked. */
    private Optional<Size> window = Optional.empty();
    private Optional<Size> sent = Optional.empty();
    /** What is told once the screen is painted, which would paint over it. */
    private Optional<String> greeting;
    private OptionalLong coveredUntil = OptionalLong.empty();
    private long lostAt;
    private int tries;

    /**
     * How a person is attached.
     *
     * @param readOnly only looks: sends neither keys nor the window's size
     * @param detach   the keys that leave
     * @param told     how long words of the hub's own cover a line of the agent's
     */
    public record Manner(boolean readOnly, DetachSequence detach, Duration told) {

        /** With words that stay as long as it takes to read them. */
        public Manner(boolean readOnly, DetachSequence detach) {
            this(readOnly, detach, Duration.ofSeconds(3));
        }
    }

    /**
     * @param screen where the agent's output goes, unbuffered
     * @param notice shows a line of words to the person over it; the session has the screen painted anew afterwards
     */
    public AttachSession(HubClient client, AgentId agent, Manner manner, Tty tty, OutputStream screen,
            Consumer<String> notice, ReconnectDelay backoff) {
        this.client = client;
        this.agent = agent;
        this.manner = manner;
        this.detachKeys = new DetachKeys(manner.detach());
        this.greeting = Optional.of("Leave with " + manner.detach());
        this.tty = tty;
        this.screen = screen;
        this.notice = notice;
        this.backoff = backoff;
    }

    /** The person typed. Waits while the lane is full: nothing that was typed is lost. */
    public void keys(byte[] bytes) {
        put(new AttachEvent.Keys(bytes));
    }

    /** The person's terminal has ended. */
    public void hangup() {
        put(new AttachEvent.Hangup());
    }

    /** The window may have another size. */
    public void windowChanged() {
        lane.offer(new AttachEvent.WindowChanged());
    }

    /** The process is to end. */
    public void end(int exitCode) {
        put(new AttachEvent.Ended(exitCode));
    }

    /** @throws HubException when the first connection fails; later ones are tried again */
    public End run() throws IOException, InterruptedException {
        try {
            connect();
            while (true) {
                AttachEvent happened = lane.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
                Optional<End> end = happened != null ? on(happened) : socket == null ? tryAgain() : uncover();
                if (end.isEmpty() && socket != null && !socket.isAlive()) {
                    end = lose();
                }
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } finally {
            disconnect();
        }
    }

    private Optional<End> on(AttachEvent happened) throws IOException {
        return switch (happened) {
            case AttachEvent.Keys keys -> onKeys(keys.bytes());
            case AttachEvent.Frame frame -> frame.from() == socket ? onFrame(frame.frame()) : Optional.empty();
            case AttachEvent.Closed closed -> closed.from() == socket ? lose() : Optional.empty();
            case AttachEvent.WindowChanged changed -> onWindowChanged();
            case AttachEvent.Hangup gone -> Optional.of(new End.Killed(129));
            case AttachEvent.Ended ended -> Optional.of(new End.Killed(ended.exitCode()));
        };
    }

    private Optional<End> onKeys(byte[] bytes) {
        DetachKeys.Result keys = detachKeys.feed(bytes);
        if (keys.detach()) {
            return Optional.of(new End.Detached());
        }
        String text = decoder.decode(keys.through());
        boolean unheard = manner.readOnly() || text.isEmpty() || socket == null;
        return unheard ? Optional.empty() : send(ServerFrame.input(agent.value(), text));
    }

    private Optional<End> onFrame(ServerFrame frame) throws IOException {
        Optional<End> end = switch (frame) {
            case ServerFrame.Output output when isOurs(output.agent()) -> paint(output.data());
            case ServerFrame.StateChanged change when isOurs(change.agent()) -> endOf(change.state(), change.reason(), change.exitCode());
            case ServerFrame.Error error when error.agent().isEmpty() || isOurs(error.agent()) -> {
                tell(error.message());
                yield Optional.empty();
            }
            case ServerFrame.Subscribed subscribed when isOurs(subscribed.agent()) -> {
                if (tries > 0) {
                    greeting = Optional.of("Connected again.");
                }
                tries = 0;
                picture.begin(subscribed.size(), window);
                yield Optional.empty();
            }
            case ServerFrame.Resized resized when isOurs(resized.agent()) -> {
                picture.resize(resized.size(), window);
                yield Optional.empty();
            }
            case ServerFrame other -> Optional.empty();
        };
        if (socket != null) {
            socket.next();
        }
        return end;
    }

    private boolean isOurs(String id) {
        return agent.value().equals(id);
    }

    private Optional<End> paint(String data) throws IOException {
        screen.write(picture.show(data));
        screen.flush();
        greeting.ifPresent(this::tell);
        greeting = Optional.empty();
        return Optional.empty();
    }

    private void tell(String words) {
        notice.accept(words);
        coveredUntil = OptionalLong.of(System.nanoTime() + manner.told().toNanos());
    }

    /** A subscription that is there already begins anew, with a painting of the whole screen. */
    private Optional<End> uncover() {
        if (coveredUntil.isEmpty() || coveredUntil.getAsLong() - System.nanoTime() > 0) {
            return Optional.empty();
        }
        coveredUntil = OptionalLong.empty();
        return paintAnew();
    }

    private Optional<End> paintAnew() {
        return send(ServerFrame.subscribe(agent.value(), manner.readOnly()));
    }

    /** Where the terminal has come to this window's size, or need not follow it, no other painting comes. */
    private Optional<End> onWindowChanged() {
        Optional<End> end = sendSize();
        return end.isEmpty() && (manner.readOnly() || picture.isLetterboxed()) ? paintAnew() : end;
    }

    private static Optional<End> endOf(String state, String reason, OptionalInt exitCode) {
        return switch (state) {
            case "inactive" -> Optional.of(new End.AgentInactive(reason, exitCode));
            case "error" -> Optional.of(new End.AgentFailed(reason, exitCode));
            default -> Optional.empty();
        };
    }

    private void connect() {
        socket = HubSocket.open(client, this::put);
        sent = Optional.empty();
        paintAnew();
        sendSize();
    }

    /** A viewer that only looks does not decide how large the terminal is. */
    private Optional<End> sendSize() {
        window = tty.size();
        if (manner.readOnly() || socket == null || window.isEmpty() || window.equals(sent)) {
            return Optional.empty();
        }
        sent = window;
        return send(ServerFrame.resize(agent.value(), window.get()));
    }

    private Optional<End> send(String frame) {
        return socket == null || socket.send(frame) ? Optional.empty() : lose();
    }

    private Optional<End> lose() {
        disconnect();
        if (tries > 0 && backoff.next(tries, away()).isEmpty()) {
            Failure drops = new Failure.Unreachable(client.hub().url(), "it drops every connection");
            return Optional.of(new End.HubLost(drops));
        }
        if (tries == 0) {
            lostAt = System.nanoTime();
            coveredUntil = OptionalLong.empty();
            notice.accept("The connection to the hub is lost. Trying again …");
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
            long covered = coveredUntil.isEmpty() ? Long.MAX_VALUE : coveredUntil.getAsLong() - System.nanoTime();
            return Duration.ofNanos(Math.clamp(covered, 0, LOOK.toNanos()));
        }
        return backoff.next(tries, away()).orElse(backoff.longest());
    }

    private Duration away() {
        return Duration.ofNanos(System.nanoTime() - lostAt);
    }

    private Optional<End> tryAgain() {
        tries++;
        try {
            JsonNode now = client.agent(agent);
            Optional<End> missed = endOf(now.path("state").asText(""), now.path("reason").asText(""),
                    ServerFrame.exitCode(now));
            if (missed.isEmpty()) {
                connect();
            }
            return missed;
        } catch (HubException failed) {
            boolean mayComeBack = failed.failure() instanceof Failure.Unreachable
                    || failed.failure() instanceof Failure.TimedOut
                    || failed.failure() instanceof Failure.Problem problem && problem.status() >= 500;
            return mayComeBack && backoff.next(tries, away()).isPresent() ? Optional.empty()
                    : Optional.of(new End.HubLost(failed.failure()));
        }
    }

    private void put(AttachEvent happened) {
        try {
            lane.put(happened);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
