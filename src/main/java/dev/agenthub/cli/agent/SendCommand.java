package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Types into an agent's terminal. Exits with 5 if the agent is not running. */
@Command(name = "send", description = "Type text into an agent's terminal.")
public final class SendCommand extends HubCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    @Parameters(index = "1", paramLabel = "TEXT", description = "The text to type.")
    private String text;

    @Option(names = "--no-enter", description = "Do not press Enter after the text.")
    private boolean noEnter;

    public SendCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        client().input(id, text, !noEnter);
        return ExitCode.OK;
    }
}
