package dev.agenthub.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.function.Function;

/** What of a policy is to be another; what is left out stays as it is. */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record PolicyChange(String launch, String shutdown, Integer idleTimeoutMinutes) {

    private static final String FORM = "{\"launch\": …, \"shutdown\": …, \"idle_timeout_minutes\": …}, with at least one of them.";

    /** The policy that a request's body makes of the present one. */
    static AgentPolicy made(PolicyChange change, AgentPolicy now) {
        if (change == null) {
            throw new BadRequest("A policy needs a JSON object: " + FORM);
        }
        return change.of(now);
    }

    private AgentPolicy of(AgentPolicy now) {
        if (launch == null && shutdown == null && idleTimeoutMinutes == null) {
            throw new BadRequest("A policy needs a JSON object: " + FORM);
        }
        try {
            return new AgentPolicy(
                    launch == null ? now.launch() : named("launch", launch, LaunchPolicy.values(), LaunchPolicy::word),
                    shutdown == null ? now.shutdown() : named("shutdown", shutdown, ShutdownPolicy.values(), ShutdownPolicy::word),
                    idleTimeoutMinutes == null ? now.idleTimeoutMinutes() : idleTimeoutMinutes);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    private static <P> P named(String field, String word, P[] policies, Function<P, String> words) {
        return Arrays.stream(policies).filter(policy -> words.apply(policy).equals(word)).findFirst()
                .orElseThrow(() -> new BadRequest("%s must be one of %s.".formatted(field,
                        String.join(", ", Arrays.stream(policies).map(words).toList()))));
    }
}
