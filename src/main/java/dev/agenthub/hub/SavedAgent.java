package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.policy.AgentPolicy;
import java.util.Optional;

/**
 * What of an agent must survive a restart of the hub.
 *
 * @param policy where somebody set another than the configured one
 * @param held whether a person stopped it
 */
public record SavedAgent(AgentId agent, Optional<AgentPolicy> policy, boolean held) {

    /** The same without a policy that is as configured, so that a change of the configuration counts. */
    SavedAgent beside(AgentPolicy configured) {
        return new SavedAgent(agent, policy.filter(p -> !p.equals(configured)), held);
    }
}
