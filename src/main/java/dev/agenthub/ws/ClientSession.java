package dev.agenthub.ws;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.hub.Hub;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.TerminalInput;
import dev.agenthub.terminal.ViewedTerminal;
import dev.agenthub.terminal.Viewer;
import dev.agenthub.terminal.Window;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One client: its views, events and answers, written one after the other. The next frame of a view is requested only
 * after its last has been written. So the backlog of a slow client stays in its bounded viewers, frames of each agent
 * stay in order, and views take turns.
 */
final class ClientSession {

    private static final Logger LOG = Logger.getLogger(ClientSession.class);

    /** The subprotocol for output as binary frames. */
    static final String BINARY = "agent-hub.binary.v1";

    /** The most events and answers queued for a client. The connection is closed beyond that. */
    private static final int MAX_QUEUED = 8192;

    private static final String UNKNOWN = "There is no agent '%s' on the roster.";

    private record OpenView(ViewedTerminal terminal, Viewer viewer, Cancellable frames) {
    }

    private final WebSocketConnection connection;
    private final Hub hub;
    private final AgentTerminals terminals;
    private final Encoder encoder;
    private final boolean binary;
    private final Map<AgentId, OpenView> views = new ConcurrentHashMap<>();
    private final WriteQueue writes = new WriteQueue(MAX_QUEUED);
    private volatile boolean closed;

    ClientSession(WebSocketConnection connection, Hub hub, AgentTerminals terminals, Encoder encoder) {
        this.connection = connection;
        this.hub = hub;
        this.terminals = terminals;
        this.encoder = encoder;
        this.binary = BINARY.equals(connection.subprotocol());
        writes.onItem().transformToUniAndConcatenate(Supplier::get).subscribe().with(
                nothing -> LOG.trace("A write must have a result."), this::failed);
    }

    private void failed(Throwable failure) {
        LOG.debugf("A client is gone: %s", failure.getMessage());
        close();
    }

    /** Handles a message. Replies with an error if it cannot be done. Never blocks. */
    void handle(ClientMessage message) {
        switch (message) {
            case ClientMessage.Subscribe subscribe -> terminals.viewed(subscribe.agentId()).ifPresentOrElse(
                    terminal -> subscribe(subscribe, terminal), () -> notViewed(subscribe.agentId(), UNKNOWN));
            case ClientMessage.Unsubscribe(var agent) -> unsubscribe(agent);
            case ClientMessage.Input(var agent, var data) -> viewed(agent)
                    .ifPresent(view -> type(agent, view, TerminalInput.of(data, false)));
            case ClientMessage.Resize resize -> viewed(resize.agentId())
                    .ifPresent(view -> resize(view.viewer(), resize.size(), resize.take().orElse(true)));
            case ClientMessage.View(var agent, var visible, var readOnly) -> viewed(agent).ifPresent(view -> {
                var before = view.viewer().window();
                view.viewer().window(before.with(visible.orElse(before.visible()), readOnly.orElse(before.readOnly())));
            });
        }
    }

    private void subscribe(ClientMessage.Subscribe request, ViewedTerminal terminal) {
        var agent = request.agentId();
        var earlier = views.get(agent);
        var window = (earlier == null ? Window.OPEN : earlier.viewer().window())
                .with(request.visible().orElse(true), request.readOnly().orElse(false));
        if (earlier != null) {
            earlier.viewer().restart(window, request.position());
        } else {
            var viewer = terminal.frames(window, request.position());
            var frames = writes.addAll(viewer.map(frame -> () -> write(agent, frame))).subscribe().with(
                    nothing -> LOG.trace("A write must have a result."),
                    failure -> {
                        LOG.debugf("The view of %s ends: %s", agent, failure);
                        disconnect();
                    });
            views.put(agent, new OpenView(terminal, viewer, frames));
            if (closed) {
                frames.cancel();
            }
        }
    }

    private void unsubscribe(AgentId agent) {
        var view = views.remove(agent);
        if (view != null) {
            view.frames().cancel();
            send(encoder.unsubscribed(agent));
        } else {
            notViewed(agent, "There is no subscription to '%s'.");
        }
    }

    private Optional<OpenView> viewed(AgentId agent) {
        var view = Optional.ofNullable(views.get(agent));
        if (view.isEmpty()) {
            notViewed(agent, "Subscribe to '%s' first: input, resize and view need a subscription.");
        }
        return view;
    }

    private void notViewed(AgentId agent, String sentence) {
        error((terminals.viewed(agent).isEmpty() ? UNKNOWN : sentence).formatted(agent), agent);
    }

    private static void resize(Viewer viewer, Size size, boolean take) {
        viewer.window(viewer.window().of(size));
        if (take) {
            viewer.takeSize();
        }
    }

    private void type(AgentId agent, OpenView view, byte[] data) {
        if (view.viewer().window().readOnly()) {
            error("Your view of '%s' is read-only: send a view message with \"read_only\": false before typing."
                    .formatted(agent), agent);
            return;
        }
        hub.pausedReason(agent).or(() -> view.terminal().type(data, Optional.of(view.viewer())).refusal(agent))
                .ifPresent(refusal -> error(refusal, agent));
    }

    void error(String message) {
        send(encoder.error(message, Optional.empty()));
    }

    private void error(String message, AgentId agent) {
        send(encoder.error(message, Optional.of(agent)));
    }

    /** Queues a text frame. From any thread; never blocks. */
    void send(String frame) {
        if (!writes.offer(() -> connection.sendText(frame))) {
            disconnect();
        }
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
        views.values().forEach(view -> view.frames().cancel());
        views.clear();
        writes.cancel();
    }

    private Uni<Void> write(AgentId agent, Frame frame) {
        return switch (frame) {
            case Frame.Output(var chunk) -> write(agent, chunk);
            case Frame.Painting(var chunk) -> write(agent, chunk);
            case Frame.Subscribed subscribed -> connection.sendText(encoder.subscribed(agent, subscribed));
            case Frame.Resized resized -> connection.sendText(encoder.resized(agent, resized));
            case Frame.Gap gap -> connection.sendText(encoder.gap(agent, gap));
        };
    }

    private Uni<Void> write(AgentId agent, Chunk chunk) {
        return binary ? connection.sendBinary(encoder.binary(agent, chunk))
                : connection.sendText(encoder.text(agent, chunk));
    }
}
