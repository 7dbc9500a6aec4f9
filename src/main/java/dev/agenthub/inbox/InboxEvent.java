package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;
import java.util.Set;

/**
 * An inbox holds other tasks than before.
 *
 * @param tasks the names of all its task files
 * @param arrived those that were not there at the last look; none at the first look, since nobody knows since when they are there
 */
public record InboxEvent(AgentId agent, Set<String> tasks, Set<String> arrived) {

    public InboxEvent {
        tasks = Set.copyOf(tasks);
        arrived = Set.copyOf(arrived);
    }

    public int count() {
        return tasks.size();
    }
}
