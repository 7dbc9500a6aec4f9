package dev.agenthub.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** A viewer of the hub, with the binary subprotocol. */
final class HubViewer implements Viewer, WebSocketClient.Receiver {

    private static final Pattern PAINTING = Pattern.compile("\"painting\":(\\d+)");

    private final String agent;
    private final WebSocketClient socket;
    private boolean subscribed;
    /** How many of the next bytes belong to a painting rather than to new output. */
    private long painting;
    private Output output;

    HubViewer(URI address, String token, String agent) throws IOException {
        this.agent = agent;
        socket = new WebSocketClient(address, Map.of("Authorization", "Bearer " + token,
                "Sec-WebSocket-Protocol", "agent-hub.binary.v1"));
        send("subscribe", "");
        while (!subscribed || painting > 0) {
            read((data, offset, length) -> {
                // Earlier output is irrelevant.
            });
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

    /** A message starts with the length of the agent id (one byte) and the id. */
    @Override
    public void binary(byte[] data, int offset, int length, boolean first) {
        var skipped = first ? 1 + data[offset] : 0;
        var paintingBytes = (int) Math.min(painting, length - skipped);
        output.painting(data, offset + skipped, paintingBytes);
        painting -= paintingBytes;
        skipped += paintingBytes;
        if (skipped < length) {
            output.bytes(data, offset + skipped, length - skipped);
        }
    }

    @Override
    public void text(String message) {
        var painted = PAINTING.matcher(message);
        if (painted.find()) {
            painting = Long.parseLong(painted.group(1));
        }
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
