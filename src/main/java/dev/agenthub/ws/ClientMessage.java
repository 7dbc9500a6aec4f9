package dev.agenthub.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.agent.AgentId;
import dev.agenthub.terminal.Position;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.Typing;
import java.util.Optional;

/** A message from a client, about one agent. */
sealed interface ClientMessage {

    AgentId agent();

    /** Requests a view: from {@code position} on if possible, otherwise with a painting of the screen. */
    record Subscribe(AgentId agent, boolean visible, boolean readOnly, Optional<Position> position)
            implements ClientMessage {
    }

    /** Reports changes to the window; empty fields stay as they are. */
    record View(AgentId agent, Optional<Boolean> visible, Optional<Boolean> readOnly) implements ClientMessage {
    }

    /** Ends the view. */
    record Unsubscribe(AgentId agent) implements ClientMessage {
    }

    /** Input for the terminal. */
    record Input(AgentId agent, byte[] data) implements ClientMessage {
    }

    /** Reports the size of the window; {@code take} resizes the terminal now, not on the next keystroke. */
    record Resize(AgentId agent, Size size, boolean take) implements ClientMessage {
    }

    /**
     * Parses a text frame.
     *
     * @throws BadMessage if the message is invalid; its text says what is allowed
     */
    static ClientMessage parse(String text, ObjectMapper json) {
        var message = object(text, json);
        var type = string(message, "type");
        return switch (type) {
            case "subscribe" -> new Subscribe(agent(message), flag(message, "visible").orElse(true),
                    flag(message, "read_only").orElse(false), position(message));
            case "unsubscribe" -> new Unsubscribe(agent(message));
            case "input" -> new Input(agent(message), data(message));
            case "resize" -> new Resize(agent(message), size(message), flag(message, "take").orElse(true));
            case "view" -> new View(agent(message), flag(message, "visible"), flag(message, "read_only"));
            default -> throw new BadMessage("Unknown type '%s': use one of subscribe, unsubscribe, input, resize, view."
                    .formatted(shortened(type)));
        };
    }

    private static JsonNode object(String text, ObjectMapper json) {
        try {
            var node = json.readTree(text);
            if (node == null || !node.isObject()) {
                throw new BadMessage("A message must be one JSON object with a field 'type'.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadMessage("The message is not JSON; it must be one JSON object with a field 'type'.");
        }
    }

    private static AgentId agent(JsonNode message) {
        var id = string(message, "agent_id");
        return AgentId.parse(id).orElseThrow(() -> new BadMessage("agent_id must match " + AgentId.GRAMMAR + "."));
    }

    private static byte[] data(JsonNode message) {
        var data = Typing.of(string(message, "data"), false);
        if (data.length > Typing.MAX_BYTES) {
            throw new BadMessage("Input of %d bytes is too long: a message holds at most %d."
                    .formatted(data.length, Typing.MAX_BYTES));
        }
        return data;
    }

    private static Optional<Position> position(JsonNode message) {
        if (!message.has("since")) {
            return Optional.empty();
        }
        var since = message.get("since");
        if (!since.isIntegralNumber() || !since.canConvertToLong() || since.longValue() < 0) {
            throw new BadMessage("The field 'since' must be a number of bytes, 0 or more.");
        }
        return Optional.of(new Position(string(message, "stream"), since.longValue()));
    }

    private static Optional<Boolean> flag(JsonNode message, String field) {
        var value = message.get(field);
        if (value != null && !value.isBoolean()) {
            throw new BadMessage("The field '%s' must be true or false.".formatted(field));
        }
        return Optional.ofNullable(value).map(JsonNode::booleanValue);
    }

    private static Size size(JsonNode message) {
        try {
            return new Size(number(message, "cols"), number(message, "rows"));
        } catch (IllegalArgumentException e) {
            throw new BadMessage(e.getMessage());
        }
    }

    private static String string(JsonNode message, String field) {
        var value = message.get(field);
        if (value == null || !value.isTextual()) {
            throw new BadMessage("The field '%s' is missing or not a string.".formatted(field));
        }
        return value.textValue();
    }

    private static int number(JsonNode message, String field) {
        var value = message.get(field);
        if (value == null || !value.isInt()) {
            throw new BadMessage("The field '%s' is missing or not a whole number.".formatted(field));
        }
        return value.intValue();
    }

    private static String shortened(String type) {
        return type.length() <= 32 ? type : type.substring(0, 32) + "…";
    }

    /** An invalid message. */
    final class BadMessage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadMessage(String message) {
            super(message, null, false, false);
        }
    }
}
