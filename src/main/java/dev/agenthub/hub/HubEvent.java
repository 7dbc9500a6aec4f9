package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.attention.Waiting;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import java.util.List;
import java.util.Optional;

/** What every client is told. */
public sealed interface HubEvent {

    /** An agent is in another state, or in the same for another reason. */
    record AgentStateChanged(AgentView agent) implements HubEvent {
    }

    /** An agent's program waits for a person, or does not any more. */
    record AttentionChanged(AgentId agent, Optional<Waiting> waiting) implements HubEvent {
    }

    /** An inbox holds another number of tasks. */
    record InboxChanged(AgentId agent, int count) implements HubEvent {
    }

    /** An agent has another policy. */
    record PolicyChanged(AgentId agent, AgentPolicy policy) implements HubEvent {
    }

    /** A policy acts, and why. */
    record PolicyDecided(Explanation explanation) implements HubEvent {
    }

    /** An agent was told of these tasks. */
    record NoticeDelivered(AgentId agent, List<String> tasks) implements HubEvent {
    }

    /** An agent could not be told of these tasks, and is not tried any more. */
    record NoticeFailed(AgentId agent, List<String> tasks, String reason) implements HubEvent {
    }

    /** Something is wrong with the hub itself that a person should know. */
    record HubTroubled(String message) implements HubEvent {
    }

    /** The engine answers, or does not any more. */
    record EngineChanged(boolean reachable, String detail) implements HubEvent {
    }

    /** Events are missing here: read the present state anew. */
    record Missed() implements HubEvent {
    }
}
