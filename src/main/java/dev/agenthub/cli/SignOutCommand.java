package dev.agenthub.cli;

import picocli.CommandLine.Command;

import dev.agenthub.cli.client.Environment;

/** Ends the sessions of all browsers. */
@Command(name = "sign-out", description = "Sign all browsers out of the hub's page.",
        footer = {"", "Closes their connections. The token does not change."})
final class SignOutCommand extends HubCommand {

    SignOutCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        client().endSessions();
        err().println("Every browser is signed out. 'agent-hub open' signs one in.");
        return ExitCode.OK;
    }
}
