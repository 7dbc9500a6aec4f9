package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.policy.AgentPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** When an agent is launched and stopped. */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record PolicyJson(String launch, String shutdown, int idleTimeoutMinutes) {

    public static PolicyJson of(AgentPolicy policy) {
        return new PolicyJson(policy.launch().word(), policy.shutdown().word(), policy.idleTimeoutMinutes());
    }
}
