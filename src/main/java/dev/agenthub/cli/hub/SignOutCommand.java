package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import picocli.CommandLine.Command;

/** Ends the sessions of all browsers. */
@Command(name = "sign-out", description = "Sign all browsers out of the hub's page.",
        footer = {"", "Closes their connections. The token does not change."})
public final class SignOutCommand extends HubCommand {

    public SignOutCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        client().endSessions();
        err().println("Every browser is signed out. 'agent-hub open' signs one in.");
        return ExitCode.OK;
    }
}
