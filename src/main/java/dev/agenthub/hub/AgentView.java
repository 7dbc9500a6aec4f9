package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.policy.AgentPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent as everybody outside sees it at one moment.
 *
 * @param tasks how many tasks its inbox holds
 */
public record AgentView(Agent agent, AgentPolicy policy, int tasks, Optional<Instant> lastActivity) {

    public AgentId id() {
        return agent.id();
    }
}
