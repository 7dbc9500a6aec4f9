package dev.agenthub.api;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.DecisionJson.InputsJson;
import dev.agenthub.api.ScreenJson.CursorJson;
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

    /** A screen whose only text is {@code one}. */
    public static final ScreenJson SCREEN = new ScreenJson(80, 24, new CursorJson(0, 3, true), "", false,
            List.of("one"), List.of(), List.of());

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
        return new StatusJson(List.of(agents), 3700, Map.of("qms", true),
                new EngineJson(true, "Docker 28"), "/home/ada/team",
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

    /** A task with this name and text. */
    public static NewTaskJson task(String name, String text) {
        return new NewTaskJson(Optional.of(name), text);
    }

    /** Text that is typed, without Enter. */
    public static InputJson keys(String text) {
        return new InputJson(text, Optional.empty());
    }

    /** A line that is typed, with Enter. */
    public static InputJson line(String text) {
        return new InputJson(text, Optional.of(true));
    }

    /** A change of the launch policy only. */
    public static PolicyChange launch(LaunchPolicy launch) {
        return new PolicyChange(Optional.of(launch), Optional.empty(), Optional.empty());
    }

    /** A change of the idle timeout only. */
    public static PolicyChange idleTimeout(int minutes) {
        return new PolicyChange(Optional.empty(), Optional.empty(), Optional.of(minutes));
    }
}
