package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/** Changes when an agent is launched and stopped by itself. What is not given stays as it is. */
@Command(name = "set-policy", description = "Change when an agent is launched and stopped by itself.")
final class SetPolicyCommand extends HubCommand {

    private static final List<String> LAUNCH = List.of("manual", "auto", "always");
    private static final List<String> SHUTDOWN = List.of("manual", "empty", "idle");

    /** What completion offers after {@code --launch}. */
    static final class LaunchWords extends ArrayList<String> {
        LaunchWords() {
            super(LAUNCH);
        }
    }

    /** What completion offers after {@code --shutdown}. */
    static final class ShutdownWords extends ArrayList<String> {
        ShutdownWords() {
            super(SHUTDOWN);
        }
    }

    @Parameters(paramLabel = "ID", description = "The agent.")
    private AgentId id;

    @Option(names = "--launch", paramLabel = "WHEN", completionCandidates = LaunchWords.class,
            description = "manual: when asked; auto: when a task waits; always: with the hub, and again when it dies.")
    private String launch;

    @Option(names = "--shutdown", paramLabel = "WHEN", completionCandidates = ShutdownWords.class,
            description = "manual: when asked; empty: when its inbox is empty; idle: after the idle timeout.")
    private String shutdown;

    @Option(names = "--idle-timeout", paramLabel = "MINUTES", description = "How long without activity is idle.")
    private Integer idleTimeout;

    @Mixin
    private JsonOption json;

    SetPolicyCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        if (launch == null && shutdown == null && idleTimeout == null) {
            throw new ParameterException(spec().commandLine(),
                    "Give at least one of --launch, --shutdown, --idle-timeout.");
        }
        if (idleTimeout != null && idleTimeout <= 0) {
            throw new ParameterException(spec().commandLine(), "--idle-timeout must be a positive number of minutes.");
        }
        check("--launch", launch, LAUNCH);
        check("--shutdown", shutdown, SHUTDOWN);
        HubClient client = client();
        JsonNode wanted = changed(client.policy(id));
        JsonNode answer = client.setPolicy(id, wanted);
        print(answer.has("launch") ? answer : wanted);
        return ExitCode.OK;
    }

    private void check(String option, String word, List<String> words) {
        if (word != null && !words.contains(word)) {
            throw new ParameterException(spec().commandLine(),
                    option + " must be one of " + String.join(", ", words) + ".");
        }
    }

    private ObjectNode changed(JsonNode policy) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        for (String field : new String[] {"launch", "shutdown", "idle_timeout_minutes"}) {
            if (policy.hasNonNull(field)) {
                changed.set(field, policy.get(field));
            }
        }
        if (launch != null) {
            changed.put("launch", launch);
        }
        if (shutdown != null) {
            changed.put("shutdown", shutdown);
        }
        if (idleTimeout != null) {
            changed.put("idle_timeout_minutes", idleTimeout);
        }
        return changed;
    }

    private void print(JsonNode policy) {
        if (json.isWanted()) {
            out().println(policy);
            return;
        }
        out().println(PlainText.line("%s launch=%s shutdown=%s idle-timeout=%s".formatted(id,
                policy.path("launch").asText("-"), policy.path("shutdown").asText("-"),
                policy.path("idle_timeout_minutes").asText("-"))));
    }
}
