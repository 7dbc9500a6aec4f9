package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that set a policy or a part of it. */
final class PolicyOptions {

    private static final List<String> LAUNCH = List.of("manual", "auto", "always");
    private static final List<String> SHUTDOWN = List.of("manual", "empty", "idle");

    /** The completion candidates of {@code --launch}. */
    static final class LaunchWords extends ArrayList<String> {
        LaunchWords() {
            super(LAUNCH);
        }
    }

    /** The completion candidates of {@code --shutdown}. */
    static final class ShutdownWords extends ArrayList<String> {
        ShutdownWords() {
            super(SHUTDOWN);
        }
    }

    @Option(names = "--launch", paramLabel = "WHEN", completionCandidates = LaunchWords.class,
            description = "manual: on request; auto: when its inbox has a task;"
                    + " always: with the hub, and again when it exits.")
    private String launch;

    @Option(names = "--shutdown", paramLabel = "WHEN", completionCandidates = ShutdownWords.class,
            description = "manual: on request; empty: when its inbox is empty; idle: after the idle timeout.")
    private String shutdown;

    @Option(names = "--idle-timeout", paramLabel = "MINUTES",
            description = "Time without activity after which the agent is idle.")
    private Integer idleTimeout;

    boolean isGiven() {
        return launch != null || shutdown != null || idleTimeout != null;
    }

    /** @throws ParameterException if an option has an invalid value */
    void check(CommandLine command) {
        check(command, "--launch", launch, LAUNCH);
        check(command, "--shutdown", shutdown, SHUTDOWN);
        if (idleTimeout != null && idleTimeout <= 0) {
            throw new ParameterException(command, "--idle-timeout must be a positive number of minutes.");
        }
    }

    /** The policy, changed by the options that were given. */
    ObjectNode on(JsonNode policy) {
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

    private static void check(CommandLine command, String option, String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw new ParameterException(command, option + " must be one of " + String.join(", ", allowed) + ".");
        }
    }
}
