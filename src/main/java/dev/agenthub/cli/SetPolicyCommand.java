package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/** Changes an agent's launch and shutdown policies. Options that are not given keep their values. */
@Command(name = "set-policy", description = "Change when an agent is started and stopped automatically.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub set-policy qa --launch auto --shutdown idle --idle-timeout 20")
final class SetPolicyCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private JsonOption json;

    SetPolicyCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (!policy.isGiven()) {
            throw new ParameterException(spec().commandLine(),
                    "Give at least one of --launch, --shutdown, --idle-timeout.");
        }
        policy.check(spec().commandLine());
        HubClient client = client();
        JsonNode wanted = policy.on(client.policy(id));
        JsonNode answer = client.setPolicy(id, wanted);
        print(answer.has("launch") ? answer : wanted);
        return ExitCode.OK;
    }

    private void print(JsonNode current) {
        if (json.isWanted()) {
            out().println(current);
            return;
        }
        out().println(PlainText.line("%s launch=%s shutdown=%s idle-timeout=%s".formatted(id,
                current.path("launch").asText("-"), current.path("shutdown").asText("-"),
                current.path("idle_timeout_minutes").asText("-"))));
    }
}
