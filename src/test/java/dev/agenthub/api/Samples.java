package dev.agenthub.api;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.DecisionJson.InputsJson;
import dev.agenthub.api.StatusJson.EngineJson;
import dev.agenthub.policy.Decision.Action;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of the API for tests. */
public final class Samples {

    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    public static final PolicyJson POLICY = new PolicyJson(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 30);

    private Samples() {
    }

    /** An agent without a container. */
    public static AgentJson agent(String id, AgentState state, String reason, Optional<Integer> exitCode) {
        return new AgentJson(new AgentId(id), state, reason, AT, POLICY, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 0, Optional.empty(), exitCode, Optional.empty());
    }

    /** An inactive agent with an empty inbox. */
    public static SummaryJson summary(String id) {
        return new SummaryJson(new AgentId(id), AgentState.INACTIVE, 0, LaunchPolicy.MANUAL, "", AT, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A hub whose engine and MCP server qms answer. */
    public static StatusJson status(SummaryJson... agents) {
        return new StatusJson(List.of(agents), 3700, Map.of("qms", true), new EngineJson(true, "Docker 28"), "/work/p",
                "1.2");
    }

    /** The event that the agent entered its state. */
    public static EventJson stateChanged(AgentJson agent) {
        return new EventJson.AgentStateChanged(AT, agent.id(), agent.state(), agent);
    }

    /** A decision that changes nothing. */
    public static DecisionJson decision(String id, String summary) {
        return new DecisionJson(new AgentId(id), Action.NONE, "no task", Optional.empty(), POLICY, summary,
                new InputsJson(AgentState.ACTIVE, Optional.of(AT), 0, true, Optional.empty(), Optional.empty(),
                        Optional.empty(), false, 0, Optional.empty()));
    }
}
