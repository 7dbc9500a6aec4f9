package dev.agenthub.ws;

import dev.agenthub.agent.AgentId;
import dev.agenthub.hub.Hub;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.Viewer;
import dev.agenthub.terminal.Window;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One client: its views, and the one frame that is being sent to it. The next frame is taken only after the last has
 * been written. So the backlog of a slow client stays in its bounded viewers, and frames of each agent stay in order.
 */
final class ClientSession {

    private static final Logger LOG = Logger.getLogger(ClientSession.class);

    /** The subprotocol for output as binary frames. */
    static final String BINARY = "agent-hub.binary.v1";

    /** The most events and answers queued for a client. The connection is closed beyond that. */
    private static final int MAX_QUEUED = 8192;

    private record View(AgentTerminal terminal, Viewer viewer) {

        Window window() {
            return viewer.window();
        }

        void window(Window now) {
            terminal.window(viewer, now);
        }
    }

    private final WebSocketConnection connection;
    private final Hub hub;
    private final Encoder encoder;
    private final boolean binary;
    private final Map<AgentId, View> views = new ConcurrentHashMap<>();
    private final ArrayDeque<String> queue = new ArrayDeque<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean closed;
    private int nextView;

    ClientSession(WebSocketConnection connection, Hub hub, Encoder encoder) {
        this.connection = connection;
        this.hub = hub;
        this.encoder = encoder;
        this.binary = BINARY.equals(connection.subprotocol());
    }

    /** Handles a message. Replies with an error if it cannot be done. Never blocks. */
    void handle(ClientMessage message) {
        var terminal = hub.terminal(message.agent());
        if (terminal.isEmpty()) {
            error("There is no agent '%s' on the roster.".formatted(message.agent()), message.agent());
            return;
        }
        switch (message) {
            case ClientMessage.Subscribe subscribe -> subscribe(subscribe, terminal.get());
            case ClientMessage.Unsubscribe(var agent) -> unsubscribe(agent);
            case ClientMessage.Input(var agent, var data) -> viewed(agent).ifPresent(view -> type(agent, view, data));
            case ClientMessage.Resize(var agent, var size, var take) -> viewed(agent).ifPresent(view -> resize(view, size, take));
            case ClientMessage.View(var agent, var visible, var readOnly) -> viewed(agent).ifPresent(view -> {
                var before = view.window();
                view.window(before.with(visible.orElse(before.visible()), readOnly.orElse(before.readOnly())));
            });
        }
    }

    private void subscribe(ClientMessage.Subscribe request, AgentTerminal terminal) {
        var agent = request.agent();
        var earlier = views.get(agent);
        var window = (earlier == null ? Window.OPEN : earlier.window()).with(request.visible(), request.readOnly());
        if (earlier != null) {
            terminal.restartView(earlier.viewer(), window, request.position());
        } else {
            views.put(agent, new View(terminal, terminal.view(window, request.position(), this::wake)));
        }
        wake();
    }

    private void unsubscribe(AgentId agent) {
        var view = views.remove(agent);
        if (view == null) {
            error("There is no subscription to '%s'.".formatted(agent), agent);
            return;
        }
        view.terminal().leave(view.viewer());
        send(encoder.unsubscribed(agent));
    }

    private Optional<View> viewed(AgentId agent) {
        var view = Optional.ofNullable(views.get(agent));
        if (view.isEmpty()) {
            error("Subscribe to '%s' first: input, resize and view need a subscription.".formatted(agent), agent);
        }
        return view;
    }

    private static void resize(View view, Size size, boolean take) {
        view.window(view.window().of(size));
        if (take) {
            view.terminal().takeSize(view.viewer());
        }
    }

    private void type(AgentId agent, View view, byte[] data) {
        if (view.window().readOnly()) {
            error("Your view of '%s' is read-only: send a view message with \"read_only\": false before typing."
                    .formatted(agent), agent);
            return;
        }
        var refusal = hub.pausedReason(agent);
        if (refusal.isPresent()) {
            error(refusal.get(), agent);
            return;
        }
        if (view.terminal().type(data, Optional.of(view.viewer()))) {
            return;
        }
        error(view.terminal().connected()
                ? "'%s' is not reading its input; nothing was typed.".formatted(agent)
                : "'%s' is not running: start it before typing.".formatted(agent), agent);
    }

    void error(String message) {
        send(encoder.error(message, Optional.empty()));
    }

    private void error(String message, AgentId agent) {
        send(encoder.error(message, Optional.of(agent)));
    }

    /** Queues a text frame. From any thread; never blocks. */
    void send(String frame) {
        synchronized (queue) {
            if (queue.size() >= MAX_QUEUED) {
                disconnect();
                return;
            }
            queue.add(frame);
        }
        wake();
    }

    private void disconnect() {
        if (!closed) {
            close();
            connection.close(new CloseReason(1008, "The client does not read its messages.")).subscribe().with(
                    done -> LOG.debug("Disconnected a client that does not read."),
                    failure -> LOG.debugf("A client that does not read is gone already: %s", failure.getMessage()));
        }
    }

    /** Ends all views. Idempotent. */
    void close() {
        closed = true;
        views.values().forEach(view -> view.terminal().leave(view.viewer()));
        views.clear();
    }

    /** Starts the pump, if it is not running: there may be something to send. */
    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            pump();
        }
    }

    /** Sends until the queue and the views are empty. Runs on one thread at a time. */
    private void pump() {
        var seen = wakes.get();
        while (!closed) {
            var next = next();
            if (next.isEmpty()) {
                if (wakes.compareAndSet(seen, 0)) {
                    return;
                }
                seen = wakes.get();
            } else if (!isWritten(next.get())) {
                return;
            }
        }
    }

    /** Whether the frame has been written already; if not, its completion resumes the pump. */
    private boolean isWritten(Uni<Void> frame) {
        // This method and the completion both arrive here; the second one continues.
        var arrivals = new AtomicInteger();
        frame.subscribe().with(
                written -> {
                    if (arrivals.getAndIncrement() > 0) {
                        pump();
                    }
                },
                failure -> {
                    LOG.debugf("A client is gone: %s", failure.getMessage());
                    close();
                });
        return arrivals.getAndIncrement() > 0;
    }

    private Optional<Uni<Void>> next() {
        String text;
        synchronized (queue) {
            text = queue.poll();
        }
        return text != null ? Optional.of(connection.sendText(text)) : nextFrame();
    }

    /** Takes a frame from the views in turn, so that one agent's flood does not delay another's echo. */
    private Optional<Uni<Void>> nextFrame() {
        var agents = new ArrayList<>(views.keySet());
        for (var i = 0; i < agents.size(); i++) {
            var agent = agents.get(Math.floorMod(nextView++, agents.size()));
            var view = views.get(agent);
            var frame = view == null ? Optional.<Frame>empty() : view.viewer().next();
            if (frame.isPresent()) {
                return Optional.of(write(agent, frame.get()));
            }
        }
        return Optional.empty();
    }

    private Uni<Void> write(AgentId agent, Frame frame) {
        return switch (frame) {
            case Frame.Output(var chunk) -> binary
                    ? connection.sendBinary(encoder.binary(agent, chunk))
                    : connection.sendText(encoder.text(agent, chunk));
            case Frame.Subscribed subscribed -> connection.sendText(encoder.subscribed(agent, subscribed));
            case Frame.Resized resized -> connection.sendText(encoder.resized(agent, resized));
            case Frame.Gap gap -> connection.sendText(encoder.gap(agent, gap));
        };
    }
}
