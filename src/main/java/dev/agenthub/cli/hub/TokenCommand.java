package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.security.Token;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Prints the token of this machine's hub. No other command shows it. Exits with 4 if there is none. */
@Command(name = "token", description = "Print the hub's access token.")
public final class TokenCommand extends LocalCommand {

    public TokenCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Optional<Token> token = new HubFinder(environment()).token();
        if (token.isEmpty()) {
            err().println("agent-hub: There is no token: HUB_TOKEN is not set, and "
                    + environment().paths().token() + " does not exist.\nThe hub creates it on its first start.");
            return ExitCode.NOT_FOUND;
        }
        out().println(token.get().value());
        return ExitCode.OK;
    }
}
