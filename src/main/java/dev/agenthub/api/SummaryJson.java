package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.hub.AgentView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An agent in a list.
 *
 * @param policy its launch policy
 * @param waiting since when its program waits for a person, and why; null if it does not
 * @param unconfirmedSince if the engine does not answer, when it last confirmed this state; otherwise null
 */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record SummaryJson(String id, String state, int inboxCount, String policy, String reason, Instant since,
        Instant startedAt, Instant lastActivity, WaitingJson waiting, Instant unconfirmedSince) {

    public static SummaryJson of(AgentView view) {
        return new SummaryJson(view.id().value(), view.agent().state().word(), view.tasks(), view.policy().launch().word(),
                view.reason(), view.agent().since(), view.agent().container().map(Container::startedAt).orElse(null),
                view.lastActivity().map(LastActivity::at).orElse(null), WaitingJson.of(view.waiting()),
                view.unconfirmedSince().orElse(null));
    }
}
