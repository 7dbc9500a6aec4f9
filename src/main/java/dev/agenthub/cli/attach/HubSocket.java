package dev.agenthub.cli.attach;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.agenthub.cli.client.HubClient;

/**
 * One connection to the hub's WebSocket. It delivers a frame, and the next only after {@link #next}: a terminal that
 * is slow to paint is felt by the hub as a slow viewer, and nothing piles up here.
 */
final class HubSocket implements WebSocket.Listener {

    /** A hub that takes nothing for so long is as good as gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofMillis(500);
    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    /** Without a frame or an answer to a ping for so long, the hub or the way to it is gone. */
    private static final Duration DEAD = Duration.ofSeconds(60);
    /** No frame of a hub comes near it. */
    private static final int LARGEST_FRAME = 64 << 20;

    private final Consumer<Happening> lane;
    private final StringBuilder begun = new StringBuilder();
    private WebSocket socket;
    private volatile long heardAt = System.nanoTime();
    private long pingedAt = heardAt;

    private HubSocket(Consumer<Happening> lane) {
        this.lane = lane;
    }

    /** @throws dev.agenthub.cli.client.HubException when the hub is away or refuses */
    static HubSocket open(HubClient client, Consumer<Happening> lane) {
        HubSocket socket = new HubSocket(lane);
        socket.socket = client.openSocket(socket);
        socket.next();
        return socket;
    }

    void next() {
        socket.request(1);
    }

    /** @return false when the connection is broken */
    boolean send(String frame) {
        return succeeds(socket.sendText(frame, true), PATIENCE);
    }

    /** Asks for a sign of life now and then; to be called often. False when none came for too long. */
    boolean isAlive() {
        long now = System.nanoTime();
        if (now - pingedAt > PING_EVERY.toNanos()) {
            pingedAt = now;
            return succeeds(socket.sendPing(ByteBuffer.allocate(0)), PATIENCE);
        }
        return now - heardAt < DEAD.toNanos();
    }

    /** Says goodbye and does not wait long for the answer. */
    void close() {
        if (!socket.isOutputClosed()) {
            succeeds(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""), GOODBYE);
        }
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        // the first frame is asked for by open()
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heardAt = System.nanoTime();
        begun.append(part);
        if (begun.length() > LARGEST_FRAME) {
            from.abort();
            lane.accept(new Happening.Closed(this));
        } else if (last) {
            String text = begun.toString();
            begun.setLength(0);
            lane.accept(new Happening.Frame(this, ServerFrame.parse(text)));
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heardAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heardAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lane.accept(new Happening.Closed(this));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        lane.accept(new Happening.Closed(this));
    }

    private static boolean succeeds(CompletableFuture<WebSocket> sending, Duration within) {
        try {
            sending.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException broken) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
