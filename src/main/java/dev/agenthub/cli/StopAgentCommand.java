package dev.agenthub.cli;

import picocli.CommandLine.Command;

import dev.agenthub.cli.client.Environment;

/** {@code stop-agent ID…}: an agent that is stopped already is no failure. */
@Command(name = "stop-agent", description = "Stop agents and wait until they are stopped.")
final class StopAgentCommand extends AgentVerbCommand {

    StopAgentCommand(Environment environment) {
        super(environment, "stop");
    }
}
