package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.policy.AgentPolicy;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Immutable snapshot of an agent, for clients.
 *
 * @param reason why it is in its state and, after a failure, when the next try is due
 * @param tasks the number of tasks in its inbox
 * @param waiting whether its program waits for a person
 * @param unconfirmedSince if the engine does not answer, when it last did; the state dates from then
 */
public record AgentView(Agent agent, String reason, AgentPolicy policy, int tasks, Optional<LastActivity> lastActivity,
        Optional<Waiting> waiting, Optional<Instant> unconfirmedSince) {

    public AgentView {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(lastActivity, "lastActivity");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(unconfirmedSince, "unconfirmedSince");
    }

    public AgentId id() {
        return agent.id();
    }
}
