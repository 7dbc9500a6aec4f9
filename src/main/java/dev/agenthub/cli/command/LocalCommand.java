package dev.agenthub.cli.command;

import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Environment;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Base of all commands. Those that do not call a hub extend it directly. */
@Command
public abstract class LocalCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final Environment environment;

    protected LocalCommand(Environment environment) {
        this.environment = environment;
    }

    protected final Environment environment() {
        return environment;
    }

    protected final CommandSpec spec() {
        return spec;
    }

    /** Standard output, for data. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints a record as JSON on standard output. */
    protected final void printJson(Object word) {
        out().println(Wire.write(word));
    }

    /** Standard error, for messages. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** An error of the command line, to be thrown. */
    protected final ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
