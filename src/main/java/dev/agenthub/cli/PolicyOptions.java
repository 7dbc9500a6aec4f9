package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A policy, or the part of it that was given. */
final class PolicyOptions {

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

    @Option(names = "--launch", paramLabel = "WHEN", completionCandidates = LaunchWords.class,
            description = "manual: when asked; auto: when a task waits; always: with the hub, and again when it dies.")
    private String launch;

    @Option(names = "--shutdown", paramLabel = "WHEN", completionCandidates = ShutdownWords.class,
            description = "manual: when asked; empty: when its inbox is empty; idle: after the idle timeout.")
    private String shutdown;

    @Option(names = "--idle-timeout", paramLabel = "MINUTES", description = "How long without activity is idle.")
    private Integer idleTimeout;

    boolean isGiven() {
        return launch != null || shutdown != null || idleTimeout != null;
    }

    /** @throws ParameterException when a word or the number is none that a policy can have */
    void check(CommandLine command) {
        check(command, "--launch", launch, LAUNCH);
        check(command, "--shutdown", shutdown, SHUTDOWN);
        if (idleTimeout != null && idleTimeout <= 0) {
            throw new ParameterException(command, "--idle-timeout must be a positive number of minutes.");
        }
    }

    /** The policy with what was given in place of what it says. */
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

    private static void check(CommandLine command, String option, String word, List<String> words) {
        if (word != null && !words.contains(word)) {
            throw new ParameterException(command, option + " must be one of " + String.join(", ", words) + ".");
        }
    }
}
