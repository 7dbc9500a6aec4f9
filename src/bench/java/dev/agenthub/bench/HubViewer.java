package dev.agenthub.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A viewer of the hub, with the binary subprotocol. */
final class HubViewer implements Viewer, WebSocketClient.Receiver {

    private final String agent;
    private final WebSocketClient socket;
    private boolean subscribed;
    private boolean painted;
    private Output output;

    HubViewer(URI address, String token, String agent) throws IOException {
        this.agent = agent;
        socket = new WebSocketClient(address, Map.of("Authorization", "Bearer " + token,
                "Sec-WebSocket-Protocol", "agent-hub.binary.v1"));
        send("subscribe", "");
        // The painting of the screen as it was before is one message.
        while (!painted || socket.withinMessage()) {
            read((data, offset, length) -> painted = subscribed);
        }
    }

    private void send(String type, String more) throws IOException {
        socket.send(WebSocketClient.TEXT, "{\"type\":\"%s\",\"agent_id\":\"%s\"%s}".formatted(type, agent, more)
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void type(String text) throws IOException {
        send("input", ",\"data\":\"%s\"".formatted(text.replace("\r", "\\r").replace("\003", "\\u0003")));
    }

    @Override
    public boolean read(Output into) throws IOException {
        output = into;
        return socket.receive(this);
    }

    /** Before the terminal's bytes stand the length of the agent's id, and the id. */
    @Override
    public void binary(byte[] data, int offset, int length, boolean first) {
        var skipped = first ? 1 + data[offset] : 0;
        output.bytes(data, offset + skipped, length - skipped);
    }

    @Override
    public void text(String message) {
        if (message.contains("\"type\":\"gap\"")) {
            output.resynchronised();
        } else if (message.contains("\"type\":\"subscribed\"")) {
            subscribed = true;
        } else if (message.contains("\"type\":\"error\"")) {
            throw new IllegalStateException("The hub refused: " + message);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
