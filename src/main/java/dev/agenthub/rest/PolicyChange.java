package dev.agenthub.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.function.Function;

/** A partial change of a policy; null fields are unchanged. */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record PolicyChange(String launch, String shutdown, Integer idleTimeoutMinutes) {

    private static final String FORM =
            "{\"launch\": …, \"shutdown\": …, \"idle_timeout_minutes\": …} with at least one field.";

    /** Applies a request's change to the current policy. */
    static AgentPolicy apply(PolicyChange change, AgentPolicy current) {
        if (change == null) {
            throw new BadRequest("The body must be a JSON object: " + FORM);
        }
        return change.applyTo(current);
    }

    private AgentPolicy applyTo(AgentPolicy current) {
        if (launch == null && shutdown == null && idleTimeoutMinutes == null) {
            throw new BadRequest("The body must be a JSON object: " + FORM);
        }
        try {
            return new AgentPolicy(
                    launch == null
                            ? current.launch()
                            : find("launch", launch, LaunchPolicy.values(), LaunchPolicy::word),
                    shutdown == null
                            ? current.shutdown()
                            : find("shutdown", shutdown, ShutdownPolicy.values(), ShutdownPolicy::word),
                    idleTimeoutMinutes == null ? current.idleTimeoutMinutes() : idleTimeoutMinutes);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    private static <P> P find(String field, String word, P[] policies, Function<P, String> words) {
        return Arrays.stream(policies).filter(policy -> words.apply(policy).equals(word)).findFirst()
                .orElseThrow(() -> new BadRequest("%s must be one of %s.".formatted(field,
                        String.join(", ", Arrays.stream(policies).map(words).toList()))));
    }
}
