package dev.agenthub.cli;

import picocli.CommandLine.Command;

/** {@code start-agent ID…}: succeeds for an agent that is already running. */
@Command(name = "start-agent", description = "Start agents and wait until they run.")
final class StartAgentCommand extends AgentVerbCommand {

    StartAgentCommand(Shell shell) {
        super(shell, "start");
    }
}
