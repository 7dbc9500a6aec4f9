package dev.agenthub.ws;

import dev.agenthub.hub.Hub;
import dev.agenthub.hub.HubEvents;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.ws.Encoder.BadMessage;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The WebSocket endpoint, with one {@link ClientSession} per connection. */
@WebSocket(path = "/ws")
public class HubEndpoint {

    private static final Logger LOG = Logger.getLogger(HubEndpoint.class);

    private final Hub hub;
    private final HubEvents events;
    private final AgentTerminals terminals;
    private final Encoder encoder = new Encoder();
    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();
    private Cancellable listening;

    HubEndpoint(Hub hub, HubEvents events, AgentTerminals terminals) {
        this.hub = hub;
        this.events = events;
        this.terminals = terminals;
    }

    /** Encodes each event once and sends it to every client. */
    @PostConstruct
    void listen() {
        listening = events.live().map(encoder::event).subscribe().with(
                event -> sessions.values().forEach(session -> session.send(event)),
                failure -> LOG.error("Events no longer reach the clients. This is a bug in the hub.", failure));
    }

    @PreDestroy
    void stop() {
        listening.cancel();
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        sessions.put(connection.id(), new ClientSession(connection, hub, terminals, encoder));
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        find(connection).ifPresent(session -> {
            try {
                session.handle(encoder.read(message));
            } catch (BadMessage e) {
                session.error(e.getMessage());
            }
        });
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        find(connection).ifPresent(session -> session
                .error("Clients send text frames with one JSON object each, not binary frames."));
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        Optional.ofNullable(sessions.remove(connection.id())).ifPresent(ClientSession::close);
    }

    /** Called for a message that exceeds the server's limit, and for a broken connection. */
    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        LOG.debugf(failure, "Client %s", connection.id());
        find(connection).ifPresent(session -> session.error(
                "The hub could not process the message: it may have at most 1 MiB, and 65536 bytes of input."));
    }

    private Optional<ClientSession> find(WebSocketConnection connection) {
        return Optional.ofNullable(sessions.get(connection.id()));
    }
}
