package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import java.util.LinkedHashSet;
import java.util.List;

/** The team's agents, in configured order. */
public record Roster(List<AgentId> ids) {

    /** @throws IllegalArgumentException if it is empty or names an agent twice */
    public Roster {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("at least one agent id");
        }
        var seen = new LinkedHashSet<AgentId>();
        for (var id : ids) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("distinct agent ids; '" + id + "' is listed twice");
            }
        }
    }

    public boolean contains(AgentId id) {
        return ids.contains(id);
    }
}
