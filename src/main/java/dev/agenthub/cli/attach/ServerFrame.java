package dev.agenthub.cli.attach;

import java.util.OptionalInt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A frame from the hub's WebSocket, as far as {@code attach} needs it. */
sealed interface ServerFrame {

    ObjectMapper JSON = new ObjectMapper();

    record Subscribed(String agent, Size size) implements ServerFrame {}

    record Output(String agent, String data) implements ServerFrame {}

    record Resized(String agent, Size size) implements ServerFrame {}

    /** {@code exitCode} is the last exit code of the agent's program, if known. */
    record StateChanged(String agent, String state, String reason, OptionalInt exitCode) implements ServerFrame {}

    /** {@code agent} is empty if the error does not concern an agent. */
    record Error(String agent, String message) implements ServerFrame {}

    /** A frame that is irrelevant, unknown or not JSON. */
    record Other() implements ServerFrame {}

    static ServerFrame parse(String text) {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JacksonException e) {
            return new Other();
        }
        String agent = frame.path("agent_id").asText("");
        return switch (frame.path("type").asText("")) {
            case "subscribed" -> new Subscribed(agent, size(frame));
            case "output" -> new Output(agent, frame.path("data").asText(""));
            case "resized" -> new Resized(agent, size(frame));
            case "agent_state_changed" -> new StateChanged(agent, frame.path("state").asText(""),
                    frame.path("agent").path("reason").asText(frame.path("reason").asText("")),
                    exitCode(frame.path("agent")));
            case "error" -> new Error(agent, frame.path("message").asText("The hub reports an error."));
            default -> new Other();
        };
    }

    /** The exit code in an agent's JSON. */
    static OptionalInt exitCode(JsonNode agent) {
        JsonNode code = agent.path("exit_code");
        return code.isInt() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
    }

    /** Omits {@code read_only} if false, so that a hub that does not know it accepts the frame. */
    static String subscribe(String agent, boolean readOnly) {
        ObjectNode frame = JSON.createObjectNode().put("type", "subscribe").put("agent_id", agent);
        return (readOnly ? frame.put("read_only", true) : frame).toString();
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
