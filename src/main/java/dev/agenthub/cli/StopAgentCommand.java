package dev.agenthub.cli;

import picocli.CommandLine.Command;

/** {@code stop-agent ID…}: succeeds for an agent that is already stopped. */
@Command(name = "stop-agent", description = "Stop agents and wait until they are stopped.")
final class StopAgentCommand extends AgentVerbCommand {

    StopAgentCommand(Shell shell) {
        super(shell, "stop");
    }
}
