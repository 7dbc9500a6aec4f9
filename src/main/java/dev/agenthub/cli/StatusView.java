package dev.agenthub.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Formats a hub's status for people. */
record StatusView(URI hub, JsonNode status, Instant now) {

    /** The hub's version, project and uptime; then a line for each dependency that does not answer. */
    String summary() {
        StringBuilder summary = new StringBuilder("Hub ").append(hub);
        append(summary, ", version ", status.path("version").asText(""));
        append(summary, ", project ", status.path("project_root").asText(""));
        if (status.path("uptime_seconds").isNumber()) {
            append(summary, ", up ", Ago.of(Duration.ofSeconds(status.path("uptime_seconds").asLong())));
        }
        summary.append('.');
        JsonNode engine = status.path("engine");
        if (engine.path("reachable").isBoolean() && !engine.path("reachable").asBoolean()) {
            append(summary, "\nThe container engine does not answer", ": " + engine.path("detail").asText("no detail"));
        }
        status.path("mcp_servers").properties().stream()
                .filter(server -> server.getValue().isBoolean() && !server.getValue().asBoolean())
                .forEach(server -> append(summary, "\nMCP server does not answer: ", server.getKey()));
        return summary.toString();
    }

    /** The table of agents, with its header. */
    List<String> table(Colours colours) {
        List<AgentFields> agents = new ArrayList<>();
        status.path("agents").forEach(agent -> agents.add(new AgentFields(agent)));
        List<String> lines = new ArrayList<>(new Table(AgentFields.HEAD,
                agents.stream().map(agent -> agent.row(now)).toList()).lines());
        for (int row = 0; row < agents.size(); row++) {
            AgentFields agent = agents.get(row);
            String style = agent.isWaiting() ? "waiting" : agent.state();
            lines.set(row + 1, colours.ofState(style, lines.get(row + 1)));
        }
        return lines;
    }

    private static void append(StringBuilder summary, String label, String text) {
        if (!text.isBlank()) {
            summary.append(label).append(PlainText.line(text));
        }
    }
}
