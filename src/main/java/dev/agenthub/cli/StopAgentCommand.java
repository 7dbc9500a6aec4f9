package dev.agenthub.cli;

import picocli.CommandLine.Command;

/** {@code stop-agent ID…}: an agent that is stopped already is no failure. */
@Command(name = "stop-agent", description = "Stop agents and wait until they are stopped.")
final class StopAgentCommand extends AgentVerbCommand {

    StopAgentCommand(Shell shell) {
        super(shell, "stop");
    }
}
