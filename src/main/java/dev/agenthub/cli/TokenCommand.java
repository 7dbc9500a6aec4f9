package dev.agenthub.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.BearerToken;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;

/** Prints the token of this machine's hub: the one command that shows it. Exits with 4 when there is none. */
@Command(name = "token", description = "Print the token that opens the hub's doors.")
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
            spec.commandLine().getErr().println("agent-hub: There is no token yet: neither HUB_TOKEN nor "
                    + environment.paths().token() + ".\nThe hub makes one when it starts: 'agent-hub start'.");
            return ExitCode.NOT_FOUND;
        }
        spec.commandLine().getOut().println(token.get().value());
        return ExitCode.OK;
    }
}
