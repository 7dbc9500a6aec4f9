package dev.agenthub.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agenthub.agent.AgentId;
import dev.agenthub.api.EventJson;
import dev.agenthub.hub.HubEvents.Numbered;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.SizeNotice;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Encodes messages to clients. Each chunk of output is encoded once for all its viewers. */
final class Encoder {

    private final ObjectMapper json;

    Encoder(ObjectMapper json) {
        this.json = json;
    }

    String subscribed(AgentId agent, Frame.Subscribed frame) {
        var node = sized(about("subscribed", agent), frame.sizeNotice()).put("stream", frame.position().stream());
        return write(painted(node, frame.position().bytes(), frame.painting()));
    }

    String unsubscribed(AgentId agent) {
        return write(about("unsubscribed", agent));
    }

    String resized(AgentId agent, Frame.Resized frame) {
        return write(painted(sized(about("resized", agent), frame.sizeNotice()), frame.seq(), frame.painting()));
    }

    String gap(AgentId agent, Frame.Gap frame) {
        return write(painted(about("gap", agent).put("bytes", frame.bytes()), frame.seq(), frame.painting()));
    }

    private static ObjectNode sized(ObjectNode node, SizeNotice notice) {
        var size = notice.size();
        return node.put("cols", size.cols()).put("rows", size.rows()).put("owner", notice.owner().word());
    }

    private static ObjectNode painted(ObjectNode node, long seq, int painting) {
        return node.put("seq", seq).put("painting", painting);
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
            throw new IllegalStateException("An event cannot be written as JSON.", e);
        }
    }

    /** Output as text. Chunks are whole characters, so each can be decoded alone. */
    String text(AgentId agent, Chunk output) {
        return output.text(chunk -> {
            var plain = new String(chunk.data(), chunk.offset(), chunk.length(), StandardCharsets.UTF_8);
            var text = new StringBuilder(64 + plain.length() + plain.length() / 8);
            text.append("{\"type\":\"output\",\"agent_id\":\"").append(agent.value()).append("\",\"data\":\"");
            JsonStringEncoder.getInstance().quoteAsString(plain, text);
            return text.append("\"}").toString();
        });
    }

    /** Output as {@code agent-hub.binary.v1}: the length of the id as one byte, the id, the raw bytes. */
    Buffer binary(AgentId agent, Chunk output) {
        var shared = output.binary(chunk -> {
            var id = agent.value().getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(1 + id.length + chunk.length()).put((byte) id.length).put(id)
                    .put(chunk.data(), chunk.offset(), chunk.length()).array();
        });
        return Buffer.buffer(Unpooled.wrappedBuffer(shared));
    }

    private ObjectNode about(String type, AgentId agent) {
        return json.createObjectNode().put("type", type).put("agent_id", agent.value());
    }

    private String write(ObjectNode node) {
        return node.toString();
    }
}
