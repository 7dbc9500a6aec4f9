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
 * One client: what it views, and the one frame that is on its way to it. The next frame is taken only when the last has been written,
 * so what a slow client does not read stays in its viewers' bounded backlogs, and order is kept for each agent.
 */
final class ClientSession {

    private static final Logger LOG = Logger.getLogger(ClientSession.class);

    /** The subprotocol of clients that want output as binary frames. */
    static final String BINARY = "agent-hub.binary.v1";

    /** So many events and answers wait for a client before it is given up: it does not read. */
    private static final int MOST_WAITING = 8192;

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
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean closed;
    private int turn;

    ClientSession(WebSocketConnection connection, Hub hub, Encoder encoder) {
        this.connection = connection;
        this.hub = hub;
        this.encoder = encoder;
        this.binary = BINARY.equals(connection.subprotocol());
    }

    /** Does what the client asks; what cannot be done is answered with an error. Never blocks. */
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

    private void subscribe(ClientMessage.Subscribe wanted, AgentTerminal terminal) {
        var agent = wanted.agent();
        var earlier = views.get(agent);
        var window = (earlier == null ? Window.OPEN : earlier.window()).with(wanted.visible(), wanted.readOnly());
        if (earlier != null) {
            terminal.viewAnew(earlier.viewer(), window, wanted.position());
        } else {
            views.put(agent, new View(terminal, terminal.view(window, wanted.position(), this::wake)));
        }
        wake();
    }

    private void unsubscribe(AgentId agent) {
        var view = views.remove(agent);
        if (view == null) {
            error("You have no subscription to '%s' to end.".formatted(agent), agent);
            return;
        }
        view.terminal().leave(view.viewer());
        send(encoder.unsubscribed(agent));
    }

    private Optional<View> viewed(AgentId agent) {
        var view = Optional.ofNullable(views.get(agent));
        if (view.isEmpty()) {
            error("Subscribe to '%s' first: input, resize and view are for what you see.".formatted(agent), agent);
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
            error("You view '%s' read-only, so nothing is typed: send a view with \"read_only\": false first.".formatted(agent), agent);
            return;
        }
        var still = hub.standsStill(agent);
        if (still.isPresent()) {
            error(still.get(), agent);
            return;
        }
        if (view.terminal().type(data, Optional.of(view.viewer()))) {
            return;
        }
        error(view.terminal().connected()
                ? "'%s' does not read what is typed; nothing of it was taken.".formatted(agent)
                : "'%s' is not running, so nothing can be typed: start it first.".formatted(agent), agent);
    }

    void error(String message) {
        send(encoder.error(message, Optional.empty()));
    }

    private void error(String message, AgentId agent) {
        send(encoder.error(message, Optional.of(agent)));
    }

    /** Sends a text frame in its turn. From any thread; never blocks. */
    void send(String frame) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                giveUp();
                return;
            }
            waiting.add(frame);
        }
        wake();
    }

    private void giveUp() {
        if (!closed) {
            close();
            connection.close(new CloseReason(1008, "The client does not read.")).subscribe().with(
                    done -> LOG.debug("A client that does not read was given up."),
                    failure -> LOG.debugf("A client that does not read is gone: %s", failure.getMessage()));
        }
    }

    /** Ends all views. Idempotent. */
    void close() {
        closed = true;
        views.values().forEach(view -> view.terminal().leave(view.viewer()));
        views.clear();
    }

    /** There is something to send, or there may be. */
    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            pump();
        }
    }

    /** Runs on one thread at a time: from the first wake, or when a frame has been written, until there is nothing to send. */
    private void pump() {
        var seen = wakes.get();
        while (!closed) {
            var next = next();
            if (next.isEmpty()) {
                if (wakes.compareAndSet(seen, 0)) {
                    return;
                }
                seen = wakes.get();
            } else if (!writtenAtOnce(next.get())) {
                return;
            }
        }
    }

    /** Whether the frame has been written by now; if not, pumping goes on when it has. */
    private boolean writtenAtOnce(Uni<Void> frame) {
        // Counts who comes first: this method's end, or the write's.
        var ends = new AtomicInteger();
        frame.subscribe().with(
                written -> {
                    if (ends.getAndIncrement() > 0) {
                        pump();
                    }
                },
                failure -> {
                    LOG.debugf("A client is gone: %s", failure.getMessage());
                    close();
                });
        return ends.getAndIncrement() > 0;
    }

    private Optional<Uni<Void>> next() {
        String text;
        synchronized (waiting) {
            text = waiting.poll();
        }
        return text != null ? Optional.of(connection.sendText(text)) : nextFrame();
    }

    /** The views take turns, so that a flood of one agent does not hold up another's echo. */
    private Optional<Uni<Void>> nextFrame() {
        var agents = new ArrayList<>(views.keySet());
        for (var i = 0; i < agents.size(); i++) {
            var agent = agents.get(Math.floorMod(turn++, agents.size()));
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
