package dev.agenthub.cli;

import java.util.List;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;

import dev.agenthub.cli.client.SseParser;

/** An event as a line for people: when, what, which agent, and the fields that say more. */
final class EventLine {

    private static final List<String> LEADING = List.of("at", "type", "agent_id");

    private EventLine() {}

    /** Data that is not an object is shown as it came. Fields with a structure of their own are left out. */
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

    private static void add(StringJoiner line, String word) {
        if (!word.isBlank()) {
            line.add(word);
        }
    }
}
