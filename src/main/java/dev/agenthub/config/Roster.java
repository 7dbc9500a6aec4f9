package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import java.util.LinkedHashSet;
import java.util.List;

/** The members of the team, in the order in which people named them. */
public record Roster(List<AgentId> ids) {

    /** @throws IllegalArgumentException when it is empty or names an agent twice */
    public Roster {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("a roster needs at least one agent id");
        }
        var seen = new LinkedHashSet<AgentId>();
        for (var id : ids) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("a roster names each agent once, and '" + id + "' stands there twice");
            }
        }
    }

    public boolean contains(AgentId id) {
        return ids.contains(id);
    }
}
