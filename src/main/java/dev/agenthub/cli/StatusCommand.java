package dev.agenthub.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.ops.RuntimeFile;

/** Tells whether the hub runs and what its team does. Exits with 3 when no hub answers, which is an answer too. */
@Command(name = "status", description = "Show the hub and its agents. Exits with 3 when no hub answers.")
final class StatusCommand extends HubCommand {

    @Mixin
    private JsonOption json;

    private final Colours colours;

    StatusCommand(Environment environment, Colours colours) {
        super(environment);
        this.colours = colours;
    }

    @Override
    public Integer call() {
        HubClient client = client();
        try {
            show(client, client.status());
            return ExitCode.OK;
        } catch (HubException failed) {
            if (failed.failure() instanceof Failure.Unreachable nobody) {
                showAbsence(nobody);
                return ExitCode.UNREACHABLE;
            }
            throw failed;
        }
    }

    private void show(HubClient client, JsonNode status) {
        if (json.isWanted()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode().put("running", true);
            all.put("url", client.hub().url().toString());
            out().println(status instanceof ObjectNode fields ? all.setAll(fields) : all);
            return;
        }
        err().println("Hub " + client.hub().url() + summary(status));
        List<JsonNode> agents = new ArrayList<>();
        status.path("agents").forEach(agents::add);
        List<String> lines = new Table(AgentFields.HEAD,
                agents.stream().map(agent -> new AgentFields(agent).row()).toList()).lines();
        out().println(lines.getFirst());
        for (int row = 0; row < agents.size(); row++) {
            out().println(colours.ofState(new AgentFields(agents.get(row)).state(), lines.get(row + 1)));
        }
    }

    /** Version, project, uptime, and whatever the hub needs and does not reach. */
    private static String summary(JsonNode status) {
        StringBuilder words = new StringBuilder();
        append(words, ", version ", status.path("version").asText(""));
        append(words, ", project ", status.path("project_root").asText(""));
        if (status.path("uptime_seconds").isNumber()) {
            append(words, ", up ", uptime(Duration.ofSeconds(status.path("uptime_seconds").asLong())));
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

    private static void append(StringBuilder words, String label, String text) {
        if (!text.isBlank()) {
            words.append(label).append(PlainText.line(text));
        }
    }

    private static String uptime(Duration up) {
        return up.toDays() > 0 ? up.toDays() + " d " + up.toHoursPart() + " h"
                : up.toHours() > 0 ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() > 0 ? up.toMinutes() + " min"
                : up.toSeconds() + " s";
    }

    private void showAbsence(Failure.Unreachable nobody) {
        Optional<RuntimeFile> process = namedHub().isPresent() ? Optional.empty() : finder().running();
        if (json.isWanted()) {
            ObjectNode absent = JsonNodeFactory.instance.objectNode().put("running", process.isPresent());
            absent.put("url", nobody.hub().toString()).put("reason", nobody.why());
            process.ifPresent(hub -> absent.put("pid", hub.pid()));
            out().println(absent);
            return;
        }
        process.ifPresentOrElse(
                hub -> err().println("The hub runs as process " + hub.pid() + " and does not answer at " + hub.url()
                        + " (" + PlainText.line(nobody.why()) + "). End it with 'agent-hub stop'."),
                () -> Failures.print(nobody, err()));
    }
}
