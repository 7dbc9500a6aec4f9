package dev.agenthub.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line in a line or two; only a missing verb gets the whole help. */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("agent-hub: " + PlainText.line(wrong.getMessage()));
        boolean guessed = UnmatchedArgumentException.printSuggestions(wrong, err);
        if (command.getParent() == null && !guessed) {
            command.usage(err);
        } else {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return ExitCode.USAGE;
    }
}
