package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.policy.AgentPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent as everybody outside sees it at one moment.
 *
 * @param reason why it is in its state and, where it failed, when it is tried again
 * @param tasks how many tasks its inbox holds
 * @param waiting whether its program waits for a person
 * @param unconfirmedSince where the engine does not answer, when it last did: the state is as it was known then
 */
public record AgentView(Agent agent, String reason, AgentPolicy policy, int tasks, Optional<LastActivity> lastActivity,
        Optional<Waiting> waiting, Optional<Instant> unconfirmedSince) {

    public AgentId id() {
        return agent.id();
    }
}
