package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.api.DecisionJson.InputsJson;
import dev.agenthub.hub.HubEvent;
import dev.agenthub.hub.HubEvents.Numbered;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** An event, as sent to WebSocket clients and readers of the event stream. */
public sealed interface EventJson {

    /** The kind of event; also the name of the server-sent event. */
    String type();

    /** An agent's state or its reason changed. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record AgentStateChanged(String type, Instant at, String agentId, String state, AgentJson agent) implements EventJson {
    }

    /** An agent's program started waiting for a person, or stopped waiting: then {@code waiting} is null. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record AttentionChanged(String type, Instant at, String agentId, WaitingJson waiting) implements EventJson {
    }

    /** The number of tasks in an inbox changed. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record InboxChanged(String type, Instant at, String agentId, int count) implements EventJson {
    }

    /** An agent's policy changed. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record PolicyChanged(String type, Instant at, String agentId, PolicyJson policy) implements EventJson {
    }

    /** A policy starts or stops an agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record PolicyDecided(String type, Instant at, String agentId, String action, String reason, InputsJson inputs)
            implements EventJson {
    }

    /** An agent was notified of these tasks. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record NoticeDelivered(String type, Instant at, String agentId, List<String> tasks) implements EventJson {
    }

    /** An agent could not be notified of these tasks; the hub has given up. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record NoticeFailed(String type, Instant at, String agentId, List<String> tasks, String reason) implements EventJson {
    }

    /** A problem of the hub itself that needs a person's attention. */
    @RegisterForReflection
    record HubTroubled(String type, Instant at, String message) implements EventJson {
    }

    /** The engine became reachable or unreachable. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record EngineChanged(String type, Instant at, boolean reachable, String detail) implements EventJson {
    }

    /** Events were lost at this point: the client must refresh its state. */
    @RegisterForReflection
    record Missed(String type, Instant at) implements EventJson {
    }

    static EventJson of(Numbered numbered) {
        var at = numbered.at();
        return switch (numbered.event()) {
            case HubEvent.AgentStateChanged(var agent) -> new AgentStateChanged("agent_state_changed", at, agent.id().value(),
                    agent.agent().state().word(), AgentJson.of(agent));
            case HubEvent.AttentionChanged(var agent, var waiting) -> new AttentionChanged("attention_changed", at,
                    agent.value(), WaitingJson.of(waiting));
            case HubEvent.InboxChanged(var agent, var count) -> new InboxChanged("inbox_changed", at, agent.value(), count);
            case HubEvent.PolicyChanged(var agent, var policy) -> new PolicyChanged("policy_changed", at, agent.value(),
                    PolicyJson.of(policy));
            case HubEvent.PolicyDecided(var explanation) -> decided(at, DecisionJson.of(explanation));
            case HubEvent.NoticeDelivered(var agent, var tasks) -> new NoticeDelivered("notice_delivered", at, agent.value(), tasks);
            case HubEvent.NoticeFailed(var agent, var tasks, var reason) -> new NoticeFailed("notice_failed", at, agent.value(),
                    tasks, reason);
            case HubEvent.HubTroubled(var message) -> new HubTroubled("hub_troubled", at, message);
            case HubEvent.EngineChanged(var reachable, var detail) -> new EngineChanged("engine_changed", at, reachable, detail);
            case HubEvent.Missed() -> new Missed("missed", at);
        };
    }

    private static EventJson decided(Instant at, DecisionJson it) {
        return new PolicyDecided("policy_decided", at, it.agentId(), it.action(), it.reason(), it.inputs());
    }
}
