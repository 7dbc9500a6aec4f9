package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.attention.Waiting;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An event published to every client. */
public sealed interface HubEvent {

    /** An agent's state or its reason changed. */
    record AgentStateChanged(AgentView agent) implements HubEvent {

        public AgentStateChanged {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /** An agent's program started or stopped waiting for a person. */
    record AttentionChanged(AgentId agent, Optional<Waiting> waiting) implements HubEvent {

        public AttentionChanged {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(waiting, "waiting");
        }
    }

    /** The number of tasks in an inbox changed. */
    record InboxChanged(AgentId agent, int count) implements HubEvent {

        public InboxChanged {
            Objects.requireNonNull(agent, "agent");
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative: " + count);
            }
        }
    }

    /** An agent's policy changed. */
    record PolicyChanged(AgentId agent, AgentPolicy policy) implements HubEvent {

        public PolicyChanged {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(policy, "policy");
        }
    }

    /** A policy acts; carries the explanation. */
    record PolicyDecided(Explanation explanation) implements HubEvent {

        public PolicyDecided {
            Objects.requireNonNull(explanation, "explanation");
        }
    }

    /** An agent was notified of these tasks. */
    record NoticeDelivered(AgentId agent, List<String> tasks) implements HubEvent {

        public NoticeDelivered {
            Objects.requireNonNull(agent, "agent");
            tasks = List.copyOf(tasks);
        }
    }

    /** An agent could not be notified of these tasks; the hub has given up. */
    record NoticeFailed(AgentId agent, List<String> tasks, String reason) implements HubEvent {

        public NoticeFailed {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
            tasks = List.copyOf(tasks);
        }
    }

    /** A problem of the hub itself that needs a person's attention. */
    record HubTroubled(String message) implements HubEvent {

        public HubTroubled {
            Objects.requireNonNull(message, "message");
        }
    }

    /** The engine became reachable or unreachable. */
    record EngineChanged(boolean reachable, String detail) implements HubEvent {

        public EngineChanged {
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Events were lost at this point: the client must refresh its state. */
    record Missed() implements HubEvent {
    }
}
