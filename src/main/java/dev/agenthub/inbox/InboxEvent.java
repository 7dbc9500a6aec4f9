package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;
import java.util.Set;

/**
 * A change of the tasks in an inbox.
 *
 * @param tasks the names of all its task files
 * @param arrived the names that are new since the last scan; empty for the first scan, whose tasks may be old
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
