package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.hub.AgentView;
import dev.agenthub.policy.Decision;
import java.time.Instant;
import java.util.Locale;

/**
 * What the policies would do now, when, and why.
 *
 * @param action {@code none}, {@code start} or {@code stop}
 * @param at when it is due if nothing changes until then; null for {@code none}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DecisionJson(String agentId, String action, String reason, Instant at, PolicyJson policy) {

    public static DecisionJson of(AgentView view, Decision decision) {
        return new DecisionJson(view.id().value(), decision.action().name().toLowerCase(Locale.ROOT), decision.reason(),
                decision.at().orElse(null), PolicyJson.of(view.policy()));
    }
}
