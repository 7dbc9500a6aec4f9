package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.DecisionJson.InputsJson;
import dev.agenthub.hub.HubEvent;
import dev.agenthub.hub.HubEvents.Numbered;
import dev.agenthub.policy.Decision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An event of the team, as sent to WebSocket clients and readers of the event stream. */
@JsonSubTypes({
    @JsonSubTypes.Type(EventJson.AgentStateChanged.class), @JsonSubTypes.Type(EventJson.AttentionChanged.class),
    @JsonSubTypes.Type(EventJson.InboxChanged.class), @JsonSubTypes.Type(EventJson.PolicyChanged.class),
    @JsonSubTypes.Type(EventJson.PolicyDecided.class), @JsonSubTypes.Type(EventJson.NoticeDelivered.class),
    @JsonSubTypes.Type(EventJson.NoticeFailed.class), @JsonSubTypes.Type(EventJson.HubTroubled.class),
    @JsonSubTypes.Type(EventJson.EngineChanged.class), @JsonSubTypes.Type(EventJson.Missed.class)})
@RegisterForReflection
public sealed interface EventJson extends ServerMessage {

    Instant at();

    /** An agent's state or its reason changed. */
    @RegisterForReflection
    record AgentStateChanged(Instant at, AgentId agentId, AgentState state, AgentJson agent) implements EventJson {
    }

    /** An agent's program started waiting for a person, or stopped waiting: then {@code waiting} is null. */
    @RegisterForReflection
    record AttentionChanged(Instant at, AgentId agentId, Optional<WaitingJson> waiting) implements EventJson {
    }

    /** The number of tasks in an inbox changed. */
    @RegisterForReflection
    record InboxChanged(Instant at, AgentId agentId, int count) implements EventJson {
    }

    /** An agent's policy changed. */
    @RegisterForReflection
    record PolicyChanged(Instant at, AgentId agentId, PolicyJson policy) implements EventJson {
    }

    /** A policy starts or stops an agent. */
    @RegisterForReflection
    record PolicyDecided(Instant at, AgentId agentId, Decision.Action action, String reason, InputsJson inputs)
            implements EventJson {
    }

    /** An agent was notified of these tasks. */
    @RegisterForReflection
    record NoticeDelivered(Instant at, AgentId agentId, List<String> tasks) implements EventJson {

        public NoticeDelivered {
            tasks = List.copyOf(tasks);
        }
    }

    /** An agent could not be notified of these tasks; the hub has given up. */
    @RegisterForReflection
    record NoticeFailed(Instant at, AgentId agentId, List<String> tasks, String reason) implements EventJson {

        public NoticeFailed {
            tasks = List.copyOf(tasks);
        }
    }

    /** A problem of the hub itself that needs a person's attention. */
    @RegisterForReflection
    record HubTroubled(Instant at, String message) implements EventJson {
    }

    /** The engine became reachable or unreachable. */
    @RegisterForReflection
    record EngineChanged(Instant at, boolean reachable, String detail) implements EventJson {
    }

    /** Events were lost at this point: the client must refresh its state. */
    @RegisterForReflection
    record Missed(Instant at) implements EventJson {
    }

    static EventJson of(Numbered numbered) {
        var at = numbered.at();
        return switch (numbered.event()) {
            case HubEvent.AgentStateChanged(var view) -> new AgentStateChanged(at, view.id(), view.agent().state(),
                    AgentJson.of(view));
            case HubEvent.AttentionChanged(var agent, var waiting) ->
                    new AttentionChanged(at, agent, waiting.map(WaitingJson::of));
            case HubEvent.InboxChanged(var agent, var count) -> new InboxChanged(at, agent, count);
            case HubEvent.PolicyChanged(var agent, var policy) -> new PolicyChanged(at, agent, PolicyJson.of(policy));
            case HubEvent.PolicyDecided(var explanation) -> decided(at, DecisionJson.of(explanation));
            case HubEvent.NoticeDelivered(var agent, var tasks) -> new NoticeDelivered(at, agent, tasks);
            case HubEvent.NoticeFailed(var agent, var tasks, var reason) -> new NoticeFailed(at, agent, tasks, reason);
            case HubEvent.HubTroubled(var message) -> new HubTroubled(at, message);
            case HubEvent.EngineChanged(var reachable, var detail) -> new EngineChanged(at, reachable, detail);
            case HubEvent.Missed() -> new Missed(at);
        };
    }

    private static EventJson decided(Instant at, DecisionJson it) {
        return new PolicyDecided(at, it.agentId(), it.action(), it.reason(), it.inputs());
    }
}
