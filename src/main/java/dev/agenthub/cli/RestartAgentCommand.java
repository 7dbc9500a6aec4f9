package dev.agenthub.cli;

import picocli.CommandLine.Command;

/** {@code restart-agent ID…}: each is stopped where it runs, and started. */
@Command(name = "restart-agent", description = "Stop agents, and start them again.")
final class RestartAgentCommand extends AgentVerbCommand {

    RestartAgentCommand(Shell shell) {
        super(shell, "restart");
    }
}
