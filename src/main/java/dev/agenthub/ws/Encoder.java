package dev.agenthub.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.agenthub.agent.AgentId;
import dev.agenthub.api.ClientMessage;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.Wire;
import dev.agenthub.hub.HubEvents.Numbered;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Frame;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the clients' messages and writes the hub's. Each chunk of output is encoded once for all its viewers. */
final class Encoder {

    /**
     * Reads a text frame.
     *
     * @throws BadMessage if the message is invalid; its text says what is allowed
     */
    ClientMessage read(String frame) {
        if (!frame.stripLeading().startsWith("{")) {
            throw new BadMessage("The message must be one JSON object with a field 'type'; it is another value, or "
                    + "not JSON.");
        }
        try {
            return Wire.JSON.readValue(frame, ClientMessage.class);
        } catch (JsonProcessingException e) {
            throw new BadMessage(Wire.describe("message", e));
        }
    }

    String subscribed(AgentId agent, Frame.Subscribed frame) {
        return Wire.write(TerminalMessage.Subscribed.of(agent, frame));
    }

    String unsubscribed(AgentId agent) {
        return Wire.write(new TerminalMessage.Unsubscribed(agent));
    }

    String resized(AgentId agent, Frame.Resized frame) {
        return Wire.write(TerminalMessage.Resized.of(agent, frame));
    }

    String gap(AgentId agent, Frame.Gap frame) {
        return Wire.write(TerminalMessage.Gap.of(agent, frame));
    }

    String error(String message, Optional<AgentId> agent) {
        return Wire.write(new TerminalMessage.Error(message, agent));
    }

    String event(Numbered event) {
        return Wire.write(EventJson.of(event));
    }

    /**
     * Output as text, as {@link TerminalMessage.Output} is written. Chunks are whole characters, so each can be decoded
     * alone. Written by hand, because it is the bulk of what the hub sends: it needs one copy of the text less than the
     * mapper.
     */
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
    @SuppressWarnings("deprecation") // nothing else wraps bytes without a copy
    Buffer binary(AgentId agent, Chunk output) {
        var shared = output.binary(chunk -> {
            var id = agent.value().getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(1 + id.length + chunk.length()).put((byte) id.length).put(id)
                    .put(chunk.data(), chunk.offset(), chunk.length()).array();
        });
        return Buffer.buffer(Unpooled.wrappedBuffer(shared));
    }

    /** An invalid message of a client; its text is user-facing. */
    static final class BadMessage extends RuntimeException {

        BadMessage(String message) {
            super(message, null, false, false);
        }
    }
}
