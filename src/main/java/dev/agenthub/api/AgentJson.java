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
 * @param since when it entered this state
 * @param containerId the running container; null if there is none
 * @param lastActivityBy the kind of the last activity: {@code input}, {@code output}, {@code start}, or {@code clock}
 *     after a sleep of the machine or a change of its clock
 * @param waiting since when its program waits for a person, and why; null if it does not
 * @param exitCode the program's last exit code; null if it never ended or the code is unknown
 * @param unconfirmedSince if the engine does not answer, when it last confirmed this state; otherwise null
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
