package dev.agenthub.cli;

import java.util.List;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;

import dev.agenthub.cli.client.SseParser;

/** Formats an event as a line: time, type, agent, and its other fields. */
final class EventLine {

    private static final List<String> LEADING = List.of("at", "type", "agent_id");

    private EventLine() {}

    /** Shows data that is not an object unchanged, and omits nested fields. */
    static String of(SseParser.Event event, JsonNode data) {
        if (!data.isObject()) {
            return event.name() + " " + event.data();
        }
        StringJoiner line = new StringJoiner(" ");
        add(line, data.path("at").asText(""));
        add(line, data.path("type").asText(event.name()));
        add(line, data.path("agent_id").asText(""));
        data.properties().stream()
                .filter(field -> !LEADING.contains(field.getKey()) && field.getValue().isValueNode())
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> add(line, field.getKey() + "=" + field.getValue().asText()));
        return line.toString();
    }

    private static void add(StringJoiner line, String text) {
        if (!text.isBlank()) {
            line.add(text);
        }
    }
}
