package dev.agenthub.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;

/** Prints what an agent's terminal shows now. Text is free of escapes; {@code --ansi} is what the program wrote. */
@Command(name = "screen", description = "Print what an agent's terminal shows now.")
final class ScreenCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent.")
    private AgentId id;

    /** At most one of them. */
    static final class Format {
        @Option(names = "--ansi", description = "With colours and attributes, as escape sequences.")
        private boolean ansi;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;
    }

    @ArgGroup
    private Format format;

    ScreenCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        String wanted = format == null ? "text" : format.ansi ? "ansi" : "json";
        String screen = client().screen(id, wanted);
        out().println((wanted.equals("text") ? PlainText.lines(screen) : screen).stripTrailing());
        return ExitCode.OK;
    }
}
