package dev.agenthub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/** Changes when an agent is launched and stopped by itself. What is not given stays as it is. */
@Command(name = "set-policy", description = "Change when an agent is launched and stopped by itself.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub set-policy qa --launch auto --shutdown idle --idle-timeout 20")
final class SetPolicyCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent.")
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

    private void print(JsonNode now) {
        if (json.isWanted()) {
            out().println(now);
            return;
        }
        out().println(PlainText.line("%s launch=%s shutdown=%s idle-timeout=%s".formatted(id,
                now.path("launch").asText("-"), now.path("shutdown").asText("-"),
                now.path("idle_timeout_minutes").asText("-"))));
    }
}
