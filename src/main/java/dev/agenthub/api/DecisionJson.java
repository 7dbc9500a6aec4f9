package dev.agenthub.api;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.policy.Decision.Action;
import dev.agenthub.policy.Explanation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * A policy decision and its inputs.
 *
 * @param at when it is due if nothing changes until then; null for none
 * @param summary the decision in one user-facing sentence
 */
@RegisterForReflection
public record DecisionJson(AgentId agentId, Action action, String reason, Optional<Instant> at, PolicyJson policy,
        String summary, InputsJson inputs) {

    /**
     * The inputs of a decision besides the policy.
     *
     * @param hadTasks whether its inbox has held a task since its last start
     * @param held whether a person's stop is still in effect
     * @param failures the number of consecutive failed starts or early ends
     * @param retryAt when the next try is allowed; null if nothing has failed
     */
    @RegisterForReflection
    public record InputsJson(AgentState state, Optional<Instant> startedAt, int tasks, boolean hadTasks,
            Optional<Instant> emptiedAt, Optional<Instant> lastActivity, Optional<Source> lastActivityBy, boolean held,
            int failures, Optional<Instant> retryAt) {
    }

    public static DecisionJson of(Explanation explanation) {
        var decision = explanation.decision();
        var it = explanation.situation();
        return new DecisionJson(it.agent().id(), decision.action(), decision.reason(), decision.at(),
                PolicyJson.of(it.policy()), explanation.summary(),
                new InputsJson(it.agent().state(), it.agent().startedAt(), it.tasks(),
                        it.hadTasks(), it.emptiedAt(), it.lastActivity().map(LastActivity::at),
                        it.lastActivity().map(LastActivity::source), it.held(), it.backoff().failures(),
                        it.backoff().lastFailure().map(at -> it.backoff().retryAt(explanation.now()))));
    }
}
