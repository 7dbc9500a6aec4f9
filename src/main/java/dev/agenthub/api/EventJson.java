package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.hub.HubEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Something that happened, as WebSocket clients and readers of the event stream get it. */
public sealed interface EventJson {

    /** Which kind of event; also the name of the server-sent event. */
    String type();

    /** An agent is in another state. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record AgentStateChanged(String type, String agentId, String state, AgentJson agent) implements EventJson {
    }

    /** An inbox holds another number of tasks. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record InboxChanged(String type, String agentId, int count) implements EventJson {
    }

    /** An agent has another policy. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record PolicyChanged(String type, String agentId, PolicyJson policy) implements EventJson {
    }

    /** A policy starts or stops an agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record PolicyDecided(String type, String agentId, String action, String reason) implements EventJson {
    }

    /** The engine answers, or does not any more. */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    record EngineChanged(String type, boolean reachable, String detail) implements EventJson {
    }

    /** Events are missing here: read the present state anew. */
    @RegisterForReflection
    record Missed(String type) implements EventJson {
    }

    static EventJson of(HubEvent event) {
        return switch (event) {
            case HubEvent.AgentStateChanged(var agent) -> new AgentStateChanged("agent_state_changed", agent.id().value(),
                    agent.agent().state().word(), AgentJson.of(agent));
            case HubEvent.InboxChanged(var agent, var count) -> new InboxChanged("inbox_changed", agent.value(), count);
            case HubEvent.PolicyChanged(var agent, var policy) -> new PolicyChanged("policy_changed", agent.value(),
                    PolicyJson.of(policy));
            case HubEvent.PolicyDecided(var agent, var action, var reason) -> new PolicyDecided("policy_decided",
                    agent.value(), action, reason);
            case HubEvent.EngineChanged(var reachable, var detail) -> new EngineChanged("engine_changed", reachable, detail);
            case HubEvent.Missed() -> new Missed("missed");
        };
    }
}
