package dev.agenthub.cli;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** An agent's JSON, formatted as a table row. Missing fields show as a dash. */
record AgentFields(JsonNode agent) {

    static final List<String> HEAD = List.of("AGENT", "STATE", "FOR", "INBOX", "LAUNCH", "ACTIVE", "REASON");

    private static final String NONE = "-";

    /** @param now the reference time for ages */
    List<String> row(Instant now) {
        JsonNode policy = agent.path("policy");
        JsonNode launch = policy.isObject() ? policy.path("launch") : policy;
        String active = since("last_activity", now);
        return List.of(Json.text(agent, "id"), state(), orNone(since("since", now)), Json.text(agent, "inbox_count"),
                Json.text(launch), active.isEmpty() ? NONE : active + " ago", orNone(waiting(now) + reason()));
    }

    String state() {
        return Json.text(agent, "state");
    }

    /** Empty if there is none. */
    String reason() {
        return agent.path("reason").asText("");
    }

    boolean isWaiting() {
        return agent.hasNonNull("waiting");
    }

    /** The prefix of the reason if the agent waits for a person, else empty. */
    private String waiting(Instant now) {
        JsonNode waiting = agent.path("waiting");
        return !isWaiting() ? "" : "WAITS FOR YOU, " + Ago.since(waiting.path("since").asText(""), now) + ": "
                + waiting.path("reason").asText("") + "; ";
    }

    private String since(String field, Instant now) {
        return Ago.since(agent.path(field).asText(""), now);
    }

    private static String orNone(String text) {
        return text.isBlank() ? NONE : text;
    }
}
