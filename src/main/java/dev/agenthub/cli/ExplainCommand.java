package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/** Explains what an agent's policies, or those in the options, would do now and why. */
@Command(name = "explain", description = {
    "Explain what an agent's policies would do now, when, and why.",
    "With policy options, a dry run of that policy. Nothing changes."},
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub explain qa", "  agent-hub explain qa --shutdown idle --idle-timeout 5"})
final class ExplainCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private JsonOption json;

    ExplainCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        policy.check(spec().commandLine());
        HubClient client = client();
        JsonNode decision = policy.isGiven() ? client.explain(id, policy.on(client.policy(id))) : client.explain(id);
        if (json.isWanted()) {
            out().println(decision);
        } else {
            out().println(PlainText.line(decision.path("summary").asText(sentence(decision))));
            decision.path("inputs").properties().forEach(input -> out().println(PlainText.line(
                    "  " + input.getKey() + ": " + text(input.getValue()))));
        }
        return ExitCode.OK;
    }

    /** Used if the hub sends no summary. */
    private String sentence(JsonNode decision) {
        String at = decision.path("at").asText("");
        return id + ": " + decision.path("action").asText("none") + (at.isEmpty() ? "" : " at " + at) + ": "
                + decision.path("reason").asText("");
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "-" : value.isValueNode() ? value.asText() : value.toString();
    }
}
