package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes an agent's launch and shutdown policies. Options that are not given keep their values. */
@Command(name = "set-policy", description = "Change when an agent is started and stopped automatically.",
        footerHeading = "%nExample:%n",
        footer = "  agent-hub set-policy qa --launch auto --shutdown idle --idle-timeout 20")
public final class SetPolicyCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Mixin
    private PolicyOptions options;

    @Mixin
    private JsonOption json;

    public SetPolicyCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        var change = options.change(spec().commandLine())
                .orElseThrow(() -> usage("Give at least one of --launch, --shutdown, --idle-timeout."));
        var policy = client().setPolicy(id, change);
        if (json.isWanted()) {
            printJson(policy);
        } else {
            out().println("%s launch=%s shutdown=%s idle-timeout=%d".formatted(id, Wire.word(policy.launch()),
                    Wire.word(policy.shutdown()), policy.idleTimeoutMinutes()));
        }
        return ExitCode.OK;
    }
}
