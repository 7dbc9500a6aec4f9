package dev.agenthub.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.Failure;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;

/**
 * Asks the same of several agents, all at once. The exit code is that of the failures when they agree, else 1; the
 * agents that succeeded are printed all the same.
 */
abstract class AgentVerbCommand extends HubCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The agents.")
    private List<AgentId> ids;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120",
            description = "How long to wait for each. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private JsonOption json;

    private final String verb;

    AgentVerbCommand(Environment environment, String verb) {
        super(environment);
        this.verb = verb;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (timeout <= 0) {
            throw new IllegalArgumentException("--timeout must be positive.");
        }
        HubClient client = client();
        Map<AgentId, Future<JsonNode>> answers = new LinkedHashMap<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AgentId id : new LinkedHashSet<>(ids)) {
                answers.put(id, lanes.submit(() -> client.command(id, verb, Duration.ofSeconds(timeout))));
            }
            return report(answers);
        }
    }

    private int report(Map<AgentId, Future<JsonNode>> answers) throws InterruptedException {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Map<String, Failure> failures = new LinkedHashMap<>();
        for (Map.Entry<AgentId, Future<JsonNode>> answer : answers.entrySet()) {
            try {
                JsonNode agent = answer.getValue().get();
                all.add(agent);
                printLine(answer.getKey(), agent);
            } catch (ExecutionException failed) {
                Failure failure = failure(failed.getCause());
                boolean sameForAll = failure instanceof Failure.Unreachable || failure instanceof Failure.NotAHub;
                failures.put((sameForAll ? "" : answer.getKey() + ": ") + failure.sentence(), failure);
            }
        }
        if (json.isWanted()) {
            out().println(all);
        }
        failures.forEach((sentence, failure) -> Failures.print(sentence, failure, err()));
        Set<Integer> codes = failures.values().stream().map(ExitCode::of).collect(Collectors.toSet());
        return codes.isEmpty() ? ExitCode.OK : codes.size() == 1 ? codes.iterator().next() : ExitCode.FAILED;
    }

    private void printLine(AgentId id, JsonNode agent) {
        if (!json.isWanted()) {
            AgentFields fields = new AgentFields(agent);
            out().println(PlainText.line(id + " " + fields.state()));
            out().flush();
        }
    }

    private static Failure failure(Throwable cause) {
        if (cause instanceof HubException hub) {
            return hub.failure();
        }
        throw new IllegalStateException(cause);
    }
}
