package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.text.Fields;
import dev.agenthub.cli.text.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains what an agent's policies, or those in the options, would do now and why. */
@Command(name = "explain", description = {
    "Explain what an agent's policies would do now, when, and why.",
    "With policy options, a dry run of that policy. Nothing changes."},
        footerHeading = "%nExamples:%n",
        footer = {"  agent-hub explain qa", "  agent-hub explain qa --shutdown idle --idle-timeout 5"})
public final class ExplainCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Mixin
    private PolicyOptions options;

    @Mixin
    private JsonOption json;

    public ExplainCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        var decision = client().explain(id, options.change(spec().commandLine()));
        if (json.isWanted()) {
            printJson(decision);
            return ExitCode.OK;
        }
        out().println(PlainText.line(decision.summary()));
        Fields.of(decision.inputs()).forEach((name, value) -> out().println("  " + name + ": " + value));
        return ExitCode.OK;
    }
}
