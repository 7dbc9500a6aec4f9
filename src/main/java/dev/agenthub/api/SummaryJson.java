package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.hub.AgentView;
import java.time.Instant;

/**
 * An agent in a list.
 *
 * @param policy its launch policy
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SummaryJson(String id, String state, int inboxCount, String policy, String reason, Instant since) {

    public static SummaryJson of(AgentView view) {
        return new SummaryJson(view.id().value(), view.agent().state().word(), view.tasks(), view.policy().launch().word(),
                view.agent().reason(), view.agent().since());
    }
}
