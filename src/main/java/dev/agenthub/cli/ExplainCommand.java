package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/** Says what an agent's policies would do now and why; with a policy given, what that one would do. */
@Command(name = "explain", description = {
    "Say what an agent's policies would do now, when, and why.",
    "With a policy it is a dry run: what that one would do. Nothing changes."},
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub explain qa", "  agent-hub explain qa --shutdown idle --idle-timeout 5"})
final class ExplainCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent.")
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

    /** For a hub that has no summary. */
    private String sentence(JsonNode decision) {
        String at = decision.path("at").asText("");
        return id + ": " + decision.path("action").asText("none") + (at.isEmpty() ? "" : " at " + at) + ": "
                + decision.path("reason").asText("");
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "-" : value.isValueNode() ? value.asText() : value.toString();
    }
}
