package dev.agenthub.api;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.agent.Run;
import dev.agenthub.hub.AgentView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * An agent.
 *
 * @param reason why it is in this state
 * @param since when it entered this state
 * @param containerId the running container; null if there is none
 * @param lastActivityBy the kind of the last activity; clock after a sleep of the machine or a change of its clock
 * @param waiting since when its program waits for a person, and why; null if it does not
 * @param exitCode the program's last exit code; null if it never ended or the code is unknown
 * @param unconfirmedSince if the engine does not answer, when it last confirmed this state; otherwise null
 */
@RegisterForReflection
public record AgentJson(AgentId id, AgentState state, String reason, Instant since, PolicyJson policy,
        Optional<String> containerId, Optional<Instant> startedAt, Optional<Instant> lastActivity,
        Optional<Source> lastActivityBy, int inboxCount, Optional<WaitingJson> waiting, Optional<Integer> exitCode,
        Optional<Instant> unconfirmedSince) {

    public static AgentJson of(AgentView view) {
        var agent = view.agent();
        return new AgentJson(agent.id(), agent.state(), view.reason(), agent.since(), PolicyJson.of(view.policy()),
                agent.run().map(Run::containerId), agent.startedAt(),
                view.lastActivity().map(LastActivity::at), view.lastActivity().map(LastActivity::source),
                view.tasks(), view.waiting().map(WaitingJson::of),
                agent.lastExit().filter(exit -> exit.code().isPresent()).map(exit -> exit.code().getAsInt()),
                view.unconfirmedSince());
    }
}
