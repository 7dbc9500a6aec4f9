package dev.agenthub.api;

import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** When an agent is launched and stopped. */
@RegisterForReflection
public record PolicyJson(LaunchPolicy launch, ShutdownPolicy shutdown, int idleTimeoutMinutes) {

    public static PolicyJson of(AgentPolicy policy) {
        return new PolicyJson(policy.launch(), policy.shutdown(), policy.idleTimeoutMinutes());
    }
}
