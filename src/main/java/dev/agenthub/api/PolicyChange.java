package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** A change of a policy, with at least one field; omitted fields are unchanged. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection
public record PolicyChange(Optional<LaunchPolicy> launch, Optional<ShutdownPolicy> shutdown,
        Optional<Integer> idleTimeoutMinutes) {

    /** @throws IllegalArgumentException with a user-facing message if nothing changes or a value is out of range */
    public PolicyChange {
        if (launch.isEmpty() && shutdown.isEmpty() && idleTimeoutMinutes.isEmpty()) {
            throw new IllegalArgumentException("A policy has the fields launch, shutdown and idle_timeout_minutes: "
                    + "give at least one.");
        }
        idleTimeoutMinutes.ifPresent(minutes ->
                new AgentPolicy(LaunchPolicy.MANUAL, ShutdownPolicy.MANUAL, minutes));
    }

    /** The policy with this change. */
    public AgentPolicy applyTo(AgentPolicy current) {
        return new AgentPolicy(launch.orElse(current.launch()), shutdown.orElse(current.shutdown()),
                idleTimeoutMinutes.orElse(current.idleTimeoutMinutes()));
    }
}
