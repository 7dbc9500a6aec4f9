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
 * One connection to the hub's WebSocket. It delivers two frames, and one more after each {@link #next}: a terminal that
 * is slow to paint is felt by the hub as a slow viewer, and nothing piles up here.
 *
 * <p>Two, because java.net.http tells nobody of a connection that ends while no message is asked for: its
 * {@code WebSocketImpl.onComplete} takes back a demand that is not there, and that throws. With a second frame asked for, the
 * end is heard while the first is painted. Where both wait, a ping that is not answered tells of it.
 */
final class HubSocket implements WebSocket.Listener {

    /** A hub that takes nothing for so long is as good as gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofMillis(500);
    /** A hub that was quiet for so long is asked for a sign of life. */
    private static final Duration QUIET = Duration.ofSeconds(3);
    /** Without a frame or an answer so long after a ping, the hub or the way to it is gone. */
    private static final Duration DEAD = Duration.ofSeconds(10);
    /** Who was busy for so long with what came before has not read what came since. */
    private static final Duration HELD_UP = Duration.ofSeconds(3);
    /** No frame of a hub comes near it. */
    private static final int LARGEST_FRAME = 64 << 20;

    private final Consumer<AttachEvent> lane;
    private final StringBuilder begun = new StringBuilder();
    private WebSocket socket;
    private volatile long heardAt = System.nanoTime();
    /** Later than what was heard last while an answer is waited for. */
    private long pingedAt = heardAt;
    private long lookedAt = heardAt;

    private HubSocket(Consumer<AttachEvent> lane) {
        this.lane = lane;
    }

    /** @throws dev.agenthub.cli.client.HubException when the hub is away or refuses */
    static HubSocket open(HubClient client, Consumer<AttachEvent> lane) {
        HubSocket socket = new HubSocket(lane);
        socket.socket = client.openSocket(socket);
        socket.next();
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

    /** Asks a quiet hub for a sign of life; to be called at least each second. False when none came for too long. */
    boolean isAlive() {
        long now = System.nanoTime();
        boolean heldUp = now - lookedAt > HELD_UP.toNanos();
        lookedAt = now;
        if (heardAt - pingedAt >= 0) {
            return now - heardAt < QUIET.toNanos() || ping(now);
        }
        if (heldUp) {
            pingedAt = now;
        }
        return now - pingedAt < DEAD.toNanos();
    }

    private boolean ping(long now) {
        pingedAt = now;
        return succeeds(socket.sendPing(ByteBuffer.allocate(0)), PATIENCE);
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
            lane.accept(new AttachEvent.Closed(this));
        } else if (last) {
            String text = begun.toString();
            begun.setLength(0);
            lane.accept(new AttachEvent.Frame(this, ServerFrame.parse(text)));
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
        lane.accept(new AttachEvent.Closed(this));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        lane.accept(new AttachEvent.Closed(this));
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
