package dev.agenthub.cli.hub;

import dev.agenthub.api.StatusJson;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.Durations;
import dev.agenthub.cli.text.PlainText;
import dev.agenthub.cli.text.Table;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Formats a hub's status for people. */
record StatusView(URI hub, StatusJson status, Instant now) {

    /** The hub's version, project and uptime; then a line for each dependency that does not answer. */
    String summary() {
        var summary = new StringBuilder("Hub %s, version %s, project %s, up %s.".formatted(hub,
                PlainText.line(status.version()), PlainText.line(status.projectRoot()),
                Durations.of(Duration.ofSeconds(status.uptimeSeconds()))));
        if (!status.engine().reachable()) {
            summary.append("\nThe container engine does not answer: ")
                    .append(PlainText.line(status.engine().detail()));
        }
        status.mcpServers().forEach((server, responds) -> {
            if (!responds) {
                summary.append("\nMCP server does not answer: ").append(PlainText.line(server));
            }
        });
        return summary.toString();
    }

    /** The table of agents, with its header. */
    List<String> table(Colours colours) {
        var rows = status.agents().stream().map(AgentRow::new).toList();
        var lines = new Table(AgentRow.HEAD, rows.stream().map(row -> row.cells(now)).toList()).lines();
        return IntStream.range(0, lines.size()).mapToObj(line -> line == 0 ? lines.getFirst()
                : colours.ofState(rows.get(line - 1).style(), lines.get(line))).toList();
    }
}
