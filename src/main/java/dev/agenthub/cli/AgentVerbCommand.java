package dev.agenthub.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;

/**
 * Base of the commands that start, stop or restart several agents concurrently. Prints the agents that succeeded. If
 * all failures share an exit code, exits with it, else with 1.
 */
abstract class AgentVerbCommand extends HubCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The agents' ids.")
    private List<AgentId> ids;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120",
            description = "How long to wait for each agent. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private JsonOption json;

    private final Progress progress;
    private final String verb;

    AgentVerbCommand(Shell shell, String verb) {
        super(shell.environment());
        this.progress = shell.progress();
        this.verb = verb;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (timeout <= 0) {
            throw new IllegalArgumentException("--timeout must be positive.");
        }
        HubClient client = client();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Map<String, Failure> failures = new LinkedHashMap<>();
        new AgentVerb(client, verb, Duration.ofSeconds(timeout)).run(ids, new AgentVerb.Listener() {
            @Override
            public void done(AgentId id, JsonNode agent) {
                progress.clear(err());
                all.add(agent);
                printLine(id, agent);
            }

            @Override
            public void failed(AgentId id, Failure failure) {
                boolean sameForAll = failure instanceof Failure.Unreachable || failure instanceof Failure.NotAHub;
                String hint = failure.isNotFound() ? Suggestion.forAgent(id, client).map(" "::concat).orElse("") : "";
                failures.put((sameForAll ? "" : id + ": ") + failure.sentence() + hint, failure);
            }

            @Override
            public void waiting(String stage, Duration elapsed) {
                progress.show(err(), stage, elapsed);
            }
        });
        progress.clear(err());
        if (json.isWanted()) {
            out().println(all);
        }
        failures.forEach((sentence, failure) -> FailureReporter.print(sentence, failure, err()));
        Set<Integer> codes = failures.values().stream().map(ExitCode::of).collect(Collectors.toSet());
        return codes.isEmpty() ? ExitCode.OK
                : codes.size() == 1 ? codes.iterator().next() : ExitCode.FAILED;
    }

    private void printLine(AgentId id, JsonNode agent) {
        if (!json.isWanted()) {
            AgentFields fields = new AgentFields(agent);
            out().println(PlainText.line(id + " " + fields.state()));
            out().flush();
        }
    }
}
