package dev.agenthub.api;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.hub.AgentView;
import dev.agenthub.policy.LaunchPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent in a list.
 *
 * @param policy its launch policy
 * @param waiting since when its program waits for a person, and why; null if it does not
 * @param unconfirmedSince if the engine does not answer, when it last confirmed this state; otherwise null
 */
@RegisterForReflection
public record SummaryJson(AgentId id, AgentState state, int inboxCount, LaunchPolicy policy, String reason,
        Instant since, Optional<Instant> startedAt, Optional<Instant> lastActivity, Optional<WaitingJson> waiting,
        Optional<Instant> unconfirmedSince) {

    public static SummaryJson of(AgentView view) {
        return new SummaryJson(view.id(), view.agent().state(), view.tasks(), view.policy().launch(), view.reason(),
                view.agent().since(), view.agent().startedAt(),
                view.lastActivity().map(LastActivity::at), view.waiting().map(WaitingJson::of),
                view.unconfirmedSince());
    }
}
