package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.hub.AgentView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An agent.
 *
 * @param reason why it is in this state
 * @param since when it came into it
 * @param lastActivityBy what that was: {@code input}, {@code output}, {@code start}, or {@code clock} where the machine slept or its clock was set
 * @param unconfirmedSince when the engine last confirmed all this, which it does not now because it does not answer: it is as last known;
 *     null where it does
 * @param waiting since when its program waits for a person, and why; null where it does not
 * @param containerId of the container that runs; null where none does
 * @param exitCode of the program's last end; null where it never ended, or nobody knows
 */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record AgentJson(String id, String state, String reason, Instant since, PolicyJson policy, String containerId,
        Instant startedAt, Instant lastActivity, String lastActivityBy, int inboxCount, WaitingJson waiting,
        Integer exitCode, Instant unconfirmedSince) {

    public static AgentJson of(AgentView view) {
        var agent = view.agent();
        var exit = agent.lastExit().filter(e -> e.code().isPresent()).map(e -> e.code().getAsInt());
        return new AgentJson(agent.id().value(), agent.state().word(), view.reason(), agent.since(),
                PolicyJson.of(view.policy()), agent.container().map(Container::id).orElse(null),
                agent.container().map(Container::startedAt).orElse(null), view.lastActivity().map(LastActivity::at).orElse(null),
                view.lastActivity().map(last -> last.source().word()).orElse(null), view.tasks(), WaitingJson.of(view.waiting()),
                exit.orElse(null), view.unconfirmedSince().orElse(null));
    }
}
