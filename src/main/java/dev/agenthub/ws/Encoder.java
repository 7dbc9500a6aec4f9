package dev.agenthub.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.agent.AgentId;
import dev.agenthub.api.EventJson;
import dev.agenthub.hub.HubEvents.Numbered;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Frame.Output;
import dev.agenthub.terminal.Size;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The forms of what a client gets. The escaped text of a piece of output is made once for all who view it as text. */
final class Encoder {

    private final ObjectMapper json;

    Encoder(ObjectMapper json) {
        this.json = json;
    }

    String subscribed(AgentId agent, Size size) {
        return write(about("subscribed", agent).put("cols", size.cols()).put("rows", size.rows()));
    }

    String unsubscribed(AgentId agent) {
        return write(about("unsubscribed", agent));
    }

    String resized(AgentId agent, Size size) {
        return write(about("resized", agent).put("cols", size.cols()).put("rows", size.rows()));
    }

    String gap(AgentId agent, long bytes) {
        return write(about("gap", agent).put("bytes", bytes));
    }

    String error(String message, Optional<AgentId> agent) {
        var node = json.createObjectNode().put("type", "error").put("message", message);
        agent.ifPresent(id -> node.put("agent_id", id.value()));
        return write(node);
    }

    String event(Numbered event) {
        try {
            return json.writeValueAsString(EventJson.of(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Events are written as JSON always.", e);
        }
    }

    /** Output as text: the bytes are whole characters, so no piece depends on another. */
    String text(AgentId agent, Output output) {
        var text = new StringBuilder(64 + output.chunks().stream().mapToInt(Chunk::length).sum());
        text.append("{\"type\":\"output\",\"agent_id\":\"").append(agent.value()).append("\",\"data\":\"");
        output.chunks().forEach(chunk -> text.append(chunk.encoded(Encoder::escaped)));
        return text.append("\"}").toString();
    }

    private static String escaped(Chunk chunk) {
        var plain = new String(chunk.data(), chunk.offset(), chunk.length(), StandardCharsets.UTF_8);
        return new String(JsonStringEncoder.getInstance().quoteAsString(plain));
    }

    /** Output as {@code agent-hub.binary.v1}: one byte length of the id, the id, the raw bytes. */
    static Buffer binary(AgentId agent, Output output) {
        var id = agent.value().getBytes(StandardCharsets.US_ASCII);
        var buffer = Buffer.buffer(1 + id.length + output.chunks().stream().mapToInt(Chunk::length).sum());
        buffer.appendByte((byte) id.length).appendBytes(id);
        output.chunks().forEach(chunk -> buffer.appendBytes(chunk.data(), chunk.offset(), chunk.length()));
        return buffer;
    }

    private ObjectNode about(String type, AgentId agent) {
        return json.createObjectNode().put("type", type).put("agent_id", agent.value());
    }

    private String write(ObjectNode node) {
        return node.toString();
    }
}
