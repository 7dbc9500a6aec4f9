package dev.agenthub.cli.attach;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.api.ServerMessage;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.HubClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection to the hub's WebSocket. Delivers two frames, and one more after each {@link #next}. So a slow terminal
 * slows down the hub's sending, and frames do not accumulate here.
 *
 * <p>Two frames, because java.net.http does not report the end of a connection while no message is requested: its
 * {@code WebSocketImpl.onComplete} cancels a demand that does not exist, and throws. With a second frame requested, the
 * end is reported while the first is painted. If both have arrived, an unanswered ping reveals it.
 */
final class HubSocket implements WebSocket.Listener {

    /** A hub that accepts no frame for this long is treated as gone. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
    /** A hub that was silent for this long is pinged. */
    private static final Duration PING_AFTER = Duration.ofSeconds(3);
    /** Without a frame or a pong for this long after a ping, the connection is treated as lost. */
    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);
    /** A session that was busy for this long may not have read the pong yet. */
    private static final Duration STALL = Duration.ofSeconds(3);
    /** In characters; far above any frame that a hub sends. */
    private static final int MAX_FRAME = 64 << 20;

    private final Consumer<AttachEvent> lane;
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private volatile long receivedAt = System.nanoTime();
    /** Later than {@link #receivedAt} while a pong is pending. */
    private long pingedAt = receivedAt;
    private long checkedAt = receivedAt;

    private HubSocket(Consumer<AttachEvent> lane) {
        this.lane = lane;
    }

    /** @throws dev.agenthub.cli.client.HubException if the hub is unreachable or refuses */
    static HubSocket open(HubClient client, Consumer<AttachEvent> lane) {
        var socket = new HubSocket(lane);
        socket.socket = client.openSocket(socket);
        socket.next();
        socket.next();
        return socket;
    }

    void next() {
        socket.request(1);
    }

    /** @return false if the connection is broken */
    boolean send(ClientMessage message) {
        return succeeds(socket.sendText(Wire.write(message), true), SEND_TIMEOUT);
    }

    /** Pings a silent hub. Must be called at least every second. False if the hub does not respond. */
    boolean isAlive() {
        long now = System.nanoTime();
        boolean stalled = now - checkedAt > STALL.toNanos();
        checkedAt = now;
        if (receivedAt - pingedAt >= 0) {
            return now - receivedAt < PING_AFTER.toNanos() || ping(now);
        }
        if (stalled) {
            pingedAt = now;
        }
        return now - pingedAt < PONG_TIMEOUT.toNanos();
    }

    private boolean ping(long now) {
        pingedAt = now;
        return succeeds(socket.sendPing(ByteBuffer.allocate(0)), SEND_TIMEOUT);
    }

    /** Sends a close frame, and waits for it only briefly. */
    void close() {
        if (!socket.isOutputClosed()) {
            succeeds(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""), CLOSE_TIMEOUT);
        }
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        // open() requests the first frames
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        receivedAt = System.nanoTime();
        partial.append(part);
        if (partial.length() > MAX_FRAME) {
            from.abort();
            lane.accept(new AttachEvent.Closed(this));
        } else if (last) {
            var text = partial.toString();
            partial.setLength(0);
            read(text).ifPresentOrElse(message -> lane.accept(new AttachEvent.Received(this, message)),
                    () -> from.request(1));
        } else {
            from.request(1);
        }
        return null;
    }

    /** Reads a message; empty if its type is unknown, because a newer hub may send more types. */
    static Optional<ServerMessage> read(String text) {
        try {
            return Optional.ofNullable(Wire.JSON.readValue(text, ServerMessage.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        receivedAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        receivedAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lane.accept(new AttachEvent.Closed(this));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lane.accept(new AttachEvent.Closed(this));
    }

    private static boolean succeeds(CompletableFuture<WebSocket> sending, Duration timeout) {
        try {
            sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
