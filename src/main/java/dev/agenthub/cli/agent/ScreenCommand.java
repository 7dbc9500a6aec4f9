package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.text.PlainText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an agent's screen. Plain text has no escape sequences; {@code --ansi} has those of the screen. */
@Command(name = "screen", description = "Print an agent's current screen.")
public final class ScreenCommand extends HubCommand {

    @Parameters(paramLabel = "ID", description = "The agent's id.")
    private AgentId id;

    /** The mutually exclusive formats. */
    static final class Format {
        @Option(names = "--ansi", description = "Include colours and attributes as escape sequences.")
        private boolean ansi;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;
    }

    @ArgGroup
    private Format format;

    public ScreenCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        var wanted = format == null ? "text" : format.ansi ? "ansi" : "json";
        var screen = client().screen(id, wanted);
        out().println((wanted.equals("text") ? PlainText.lines(screen) : screen).stripTrailing());
        return ExitCode.OK;
    }
}
