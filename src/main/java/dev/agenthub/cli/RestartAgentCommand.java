package dev.agenthub.cli;

import picocli.CommandLine.Command;

/** {@code restart-agent ID…}: stops agents that are running, and starts all. */
@Command(name = "restart-agent", description = "Restart agents and wait until they run.")
final class RestartAgentCommand extends AgentVerbCommand {

    RestartAgentCommand(Shell shell) {
        super(shell, "restart");
    }
}
