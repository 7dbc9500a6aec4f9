package dev.agenthub.cli.agent;

import dev.agenthub.api.PolicyChange;
import dev.agenthub.api.Wire;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that change a policy. */
final class PolicyOptions {

    /** The completion candidates of {@code --launch}. */
    static final class LaunchWords extends ArrayList<String> {

        LaunchWords() {
            super(words(LaunchPolicy.values()));
        }
    }

    /** The completion candidates of {@code --shutdown}. */
    static final class ShutdownWords extends ArrayList<String> {

        ShutdownWords() {
            super(words(ShutdownPolicy.values()));
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

    /**
     * The change; empty if no option was given.
     *
     * @throws ParameterException if an option has an invalid value
     */
    Optional<PolicyChange> change(CommandLine command) {
        if (launch == null && shutdown == null && idleTimeout == null) {
            return Optional.empty();
        }
        if (idleTimeout != null && idleTimeout <= 0) {
            throw new ParameterException(command, "--idle-timeout must be a positive number of minutes.");
        }
        return Optional.of(new PolicyChange(find(command, "--launch", launch, LaunchPolicy.values()),
                find(command, "--shutdown", shutdown, ShutdownPolicy.values()), Optional.ofNullable(idleTimeout)));
    }

    private static <P extends Enum<P>> Optional<P> find(CommandLine command, String option, String word, P[] policies) {
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(policies).filter(policy -> Wire.word(policy).equals(word)).findFirst()
                .orElseThrow(() -> new ParameterException(command,
                        option + " must be one of " + String.join(", ", words(policies)) + ".")));
    }

    private static List<String> words(Enum<?>[] policies) {
        return Arrays.stream(policies).map(Wire::word).toList();
    }
}
