package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.policy.AgentPolicy;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of an agent's state that survives a restart of the hub.
 *
 * @param policy the policy set by a person, if it differs from the configured one
 * @param held whether a person stopped it
 */
public record SavedAgent(AgentId agent, Optional<AgentPolicy> policy, boolean held) {

    public SavedAgent {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(policy, "policy");
    }

    /** Drops a policy equal to the configured one, so that a change of the configuration takes effect. */
    SavedAgent withoutConfigured(AgentPolicy configured) {
        return new SavedAgent(agent, policy.filter(p -> !p.equals(configured)), held);
    }
}
