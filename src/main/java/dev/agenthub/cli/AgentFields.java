package dev.agenthub.cli;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What people are shown of an agent's JSON. A field that is missing shows as a dash. */
record AgentFields(JsonNode agent) {

    static final List<String> HEAD = List.of("AGENT", "STATE", "INBOX", "LAUNCH", "SINCE", "REASON");

    private static final String NONE = "-";

    List<String> row() {
        JsonNode policy = agent.path("policy");
        JsonNode launch = policy.isObject() ? policy.path("launch") : policy;
        return List.of(text("id"), text("state"), text("inbox_count"), text(launch), text("since"), text("reason"));
    }

    String state() {
        return text("state");
    }

    /** Nothing where there is none. */
    String reason() {
        return agent.path("reason").asText("");
    }

    private String text(String field) {
        return text(agent.path(field));
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.asText("");
        return text.isBlank() ? NONE : text;
    }
}
