package dev.agenthub.cli;

import picocli.CommandLine.Command;

import dev.agenthub.cli.client.Environment;

/** Ends every browser's session: for the one that was left signed in elsewhere. */
@Command(name = "sign-out", description = "Sign every browser out of the hub's page.",
        footer = {"", "What they have open is closed. The token stays as it is."})
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
