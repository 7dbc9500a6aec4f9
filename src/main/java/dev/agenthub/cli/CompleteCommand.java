package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.client.HubFinder;
import dev.agenthub.cli.completion.Completer;

/** Prints completions for the completion scripts, and never an error. */
@Command(name = CompleteCommand.NAME, hidden = true, description = "Print completions, for the completion scripts.")
final class CompleteCommand implements Callable<Integer> {

    /** Needs the specs of all commands, so it is the only one for which all are created. */
    static final String NAME = "__complete";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", description = "The words after the program's name; the last may be incomplete.")
    private List<String> words = new ArrayList<>();

    private final Environment environment;

    CompleteCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        new Completer(spec.root(), this::agents).complete(words)
                .forEach(word -> spec.commandLine().getOut().println(PlainText.lines(word)));
        return ExitCode.OK;
    }

    /** Empty without a hub: an error would garble the line being typed. */
    private List<String> agents() {
        List<String> agents = new ArrayList<>();
        try {
            HubClient.of(new HubFinder(environment).find(Optional.empty())).agents()
                    .forEach(agent -> agents.add(agent.path("id").asText()));
        } catch (HubException | IllegalArgumentException e) {
            agents.clear();
        }
        return agents;
    }
}
