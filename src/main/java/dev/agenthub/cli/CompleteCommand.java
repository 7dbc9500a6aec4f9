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

/** What the completion scripts ask: prints what may come next, and never a complaint. */
@Command(name = CompleteCommand.NAME, hidden = true, description = "Print what may come next, for the completion scripts.")
final class CompleteCommand implements Callable<Integer> {

    /** Knows of all verbs, so that it is the one for which all must be made. */
    static final String NAME = "__complete";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", description = "All words after the program's name; the last is begun.")
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

    /** Without a hub there is nothing to offer, and a person in the midst of a line wants no words about it. */
    private List<String> agents() {
        List<String> agents = new ArrayList<>();
        try {
            HubClient.of(new HubFinder(environment).find(Optional.empty())).agents()
                    .forEach(agent -> agents.add(agent.path("id").asText()));
        } catch (HubException | IllegalArgumentException silent) {
            agents.clear();
        }
        return agents;
    }
}
