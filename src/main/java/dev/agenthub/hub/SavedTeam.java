package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeLog;
import java.util.Map;
import java.util.Optional;

/** What an earlier hub saved. */
public record SavedTeam(Map<AgentId, SavedAgent> agents, Map<AgentId, NoticeLog> notices) {

    public SavedTeam {
        agents = Map.copyOf(agents);
        notices = Map.copyOf(notices);
    }

    SavedAgent agent(AgentId id) {
        return Optional.ofNullable(agents.get(id)).orElseGet(() -> new SavedAgent(id, Optional.empty(), false));
    }

    NoticeLog notices(AgentId id) {
        return notices.getOrDefault(id, NoticeLog.EMPTY);
    }
}
