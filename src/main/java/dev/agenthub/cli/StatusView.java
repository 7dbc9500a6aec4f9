package dev.agenthub.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A hub's status for people. */
record StatusView(URI hub, JsonNode status, Instant now) {

    /** Version, project, uptime, and whatever the hub needs and does not reach; the first line is the hub's. */
    String summary() {
        StringBuilder words = new StringBuilder("Hub ").append(hub);
        append(words, ", version ", status.path("version").asText(""));
        append(words, ", project ", status.path("project_root").asText(""));
        if (status.path("uptime_seconds").isNumber()) {
            append(words, ", up ", Ago.of(Duration.ofSeconds(status.path("uptime_seconds").asLong())));
        }
        words.append('.');
        JsonNode engine = status.path("engine");
        if (engine.path("reachable").isBoolean() && !engine.path("reachable").asBoolean()) {
            append(words, "\nThe container engine does not answer", ": " + engine.path("detail").asText("no detail"));
        }
        status.path("mcp_servers").properties().stream()
                .filter(server -> server.getValue().isBoolean() && !server.getValue().asBoolean())
                .forEach(server -> append(words, "\nMCP server does not answer: ", server.getKey()));
        return words.toString();
    }

    /** A line for each agent below the head. */
    List<String> table(Colours colours) {
        List<AgentFields> agents = new ArrayList<>();
        status.path("agents").forEach(agent -> agents.add(new AgentFields(agent)));
        List<String> lines = new ArrayList<>(new Table(AgentFields.HEAD,
                agents.stream().map(agent -> agent.row(now)).toList()).lines());
        for (int row = 0; row < agents.size(); row++) {
            AgentFields agent = agents.get(row);
            String kind = agent.isWaiting() ? "waiting" : agent.state();
            lines.set(row + 1, colours.ofState(kind, lines.get(row + 1)));
        }
        return lines;
    }

    private static void append(StringBuilder words, String label, String text) {
        if (!text.isBlank()) {
            words.append(label).append(PlainText.line(text));
        }
    }
}
