package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.policy.Explanation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;

/**
 * A policy decision and its inputs.
 *
 * @param action {@code none}, {@code start} or {@code stop}
 * @param at when it is due if nothing changes until then; null for {@code none}
 * @param summary the decision in one user-facing sentence
 */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record DecisionJson(String agentId, String action, String reason, Instant at, PolicyJson policy, String summary,
        InputsJson inputs) {

    /**
     * The inputs of the decision besides the policy.
     *
     * @param hadTasks whether its inbox has held a task since its last start
     * @param held whether a person's stop is still in effect
     * @param failures the number of consecutive failed starts or early ends
     * @param retryAt when the next try is allowed; null if nothing has failed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @RegisterForReflection
    public record InputsJson(String state, Instant startedAt, int tasks, boolean hadTasks, Instant emptiedAt,
            Instant lastActivity, String lastActivityBy, boolean held, int failures, Instant retryAt) {
    }

    public static DecisionJson of(Explanation explanation) {
        var decision = explanation.decision();
        var it = explanation.situation();
        return new DecisionJson(it.agent().id().value(), decision.action().name().toLowerCase(Locale.ROOT), decision.reason(),
                decision.at().orElse(null), PolicyJson.of(it.policy()), explanation.summary(),
                new InputsJson(it.agent().state().word(), it.agent().container().map(Container::startedAt).orElse(null),
                        it.tasks(), it.hadTasks(), it.emptiedAt().orElse(null),
                        it.lastActivity().map(LastActivity::at).orElse(null),
                        it.lastActivity().map(last -> last.source().word()).orElse(null), it.held(),
                        it.backoff().failures(),
                        it.backoff().lastFailure().map(at -> it.backoff().retryAt(explanation.now())).orElse(null)));
    }
}
