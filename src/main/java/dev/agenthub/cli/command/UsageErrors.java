package dev.agenthub.cli.command;

import dev.agenthub.cli.text.PlainText;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints command line errors in a line or two. Only a missing command prints the whole help. */
public final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        var command = error.getCommandLine();
        var err = command.getErr();
        err.println("agent-hub: " + PlainText.line(error.getMessage()));
        boolean suggested = UnmatchedArgumentException.printSuggestions(error, err);
        if (command.getParent() == null && !suggested) {
            command.usage(err);
        } else {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return ExitCode.USAGE;
    }
}
