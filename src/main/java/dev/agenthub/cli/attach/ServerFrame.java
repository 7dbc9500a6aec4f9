package dev.agenthub.cli.attach;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a hub says over its WebSocket, as far as a terminal wants to know. */
sealed interface ServerFrame {

    ObjectMapper JSON = new ObjectMapper();

    record Subscribed(String agent, Size size) implements ServerFrame {}

    record Output(String agent, String data) implements ServerFrame {}

    record Resized(String agent, Size size) implements ServerFrame {}

    record StateChanged(String agent, String state, String reason) implements ServerFrame {}

    /** {@code agent} is empty when it is about none. */
    record Error(String agent, String message) implements ServerFrame {}

    /** Not for us, newer than us, or no JSON. */
    record Other() implements ServerFrame {}

    static ServerFrame parse(String text) {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JacksonException notJson) {
            return new Other();
        }
        String agent = frame.path("agent_id").asText("");
        return switch (frame.path("type").asText("")) {
            case "subscribed" -> new Subscribed(agent, size(frame));
            case "output" -> new Output(agent, frame.path("data").asText(""));
            case "resized" -> new Resized(agent, size(frame));
            case "agent_state_changed" -> new StateChanged(agent, frame.path("state").asText(""),
                    frame.path("agent").path("reason").asText(frame.path("reason").asText("")));
            case "error" -> new Error(agent, frame.path("message").asText("The hub reports an error."));
            default -> new Other();
        };
    }

    static String subscribe(String agent) {
        return JSON.createObjectNode().put("type", "subscribe").put("agent_id", agent).toString();
    }

    static String input(String agent, String data) {
        return JSON.createObjectNode().put("type", "input").put("agent_id", agent).put("data", data).toString();
    }

    static String resize(String agent, Size size) {
        return JSON.createObjectNode().put("type", "resize").put("agent_id", agent)
                .put("cols", size.cols()).put("rows", size.rows()).toString();
    }

    private static Size size(JsonNode frame) {
        return new Size(frame.path("cols").asInt(), frame.path("rows").asInt());
    }
}
