package dev.agenthub.cli.agent;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient.Verb;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import dev.agenthub.cli.command.Seconds;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.command.Suggestion;
import dev.agenthub.cli.text.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code start-agent}, {@code stop-agent} and {@code restart-agent}: starts, stops or restarts several agents
 * concurrently; succeeds for agents that are already in that state. Prints the agents that succeeded. If all
 * failures share an exit code, exits with it, else with 1.
 */
@Command
public final class AgentVerbCommand extends HubCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The agents' ids.")
    private List<AgentId> ids;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120", converter = Seconds.class,
            description = "How long to wait for each agent. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private JsonOption json;

    private final Progress progress;
    private final Verb verb;

    private AgentVerbCommand(Shell shell, Verb verb) {
        super(shell.environment());
        this.progress = shell.progress();
        this.verb = verb;
    }

    /** The command for a verb. */
    public static CommandLine of(Shell shell, Verb verb) {
        var command = new CommandLine(new AgentVerbCommand(shell, verb));
        command.getCommandSpec().usageMessage().description(switch (verb) {
            case START -> "Start agents and wait until they run.";
            case STOP -> "Stop agents and wait until they are stopped.";
            case RESTART -> "Restart agents and wait until they run.";
        });
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = client();
        var agents = new ArrayList<AgentJson>();
        var failures = new LinkedHashMap<String, Failure>();
        new AgentVerb(client, verb, timeout).run(ids, new AgentVerb.VerbListener() {
            @Override
            public void done(AgentJson agent) {
                progress.clear(err());
                agents.add(agent);
                if (!json.isWanted()) {
                    out().println(agent.id() + " " + Wire.word(agent.state()));
                    out().flush();
                }
            }

            @Override
            public void failed(AgentId id, Failure failure) {
                var sameForAll = failure instanceof Failure.Unreachable || failure instanceof Failure.NotAHub;
                var hint = failure.isNotFound() ? Suggestion.forAgent(id, client).map(" "::concat).orElse("") : "";
                failures.put((sameForAll ? "" : id + ": ") + failure.sentence() + hint, failure);
            }

            @Override
            public void waiting(String stage, Duration elapsed) {
                progress.show(err(), stage, elapsed);
            }
        });
        progress.clear(err());
        if (json.isWanted()) {
            printJson(agents);
        }
        failures.forEach((sentence, failure) -> FailureReporter.print(sentence, failure, err()));
        var codes = failures.values().stream().map(ExitCode::of).collect(Collectors.toSet());
        return codes.isEmpty() ? ExitCode.OK
                : codes.size() == 1 ? codes.iterator().next() : ExitCode.FAILED;
    }
}
