package dev.agenthub.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.BearerToken;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;

/** Prints the token of this machine's hub. No other command shows it. Exits with 4 if there is none. */
@Command(name = "token", description = "Print the hub's access token.")
final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final Environment environment;

    TokenCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Optional<BearerToken> token = new HubFinder(environment).token();
        if (token.isEmpty()) {
            spec.commandLine().getErr().println("agent-hub: There is no token: HUB_TOKEN is not set, and "
                    + environment.paths().token() + " does not exist.\nThe hub creates it on its first start.");
            return ExitCode.NOT_FOUND;
        }
        spec.commandLine().getOut().println(token.get().value());
        return ExitCode.OK;
    }
}
