package dev.agenthub.cli.completion;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.LocalCommand;
import dev.agenthub.cli.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints completions for the completion scripts, and never an error. */
@Command(name = CompleteCommand.NAME, hidden = true, description = "Print completions, for the completion scripts.")
public final class CompleteCommand extends LocalCommand {

    /** Needs the specs of all commands, so it is the only one for which all are created. */
    public static final String NAME = "__complete";

    @Parameters(paramLabel = "WORD", description = "The words after the program's name; the last may be incomplete.")
    private List<String> words = new ArrayList<>();

    public CompleteCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        new Completer(spec().root(), this::agents).complete(words)
                .forEach(word -> out().println(PlainText.lines(word)));
        return ExitCode.OK;
    }

    /** Empty without a hub: an error would garble the line being typed. */
    private List<String> agents() {
        try {
            return HubClient.of(new HubFinder(environment()).find(Optional.empty())).agents().stream()
                    .map(agent -> agent.id().value()).toList();
        } catch (HubException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
