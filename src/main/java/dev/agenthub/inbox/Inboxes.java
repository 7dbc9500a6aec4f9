package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The team's inboxes. Each is accessed on its own {@link FolderLane}, so that a blocked inbox does not affect the
 * others. Callers wait at most {@link #TIMEOUT}. Thread-safe.
 */
public final class Inboxes implements AutoCloseable {

    /** How long a caller waits for an inbox. */
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    private record InboxLane(Inbox inbox, FolderLane lane) {
    }

    private final Map<AgentId, InboxLane> inboxLanes;
    private final Duration timeout;

    public Inboxes(Map<AgentId, Inbox> inboxes) {
        this(inboxes, TIMEOUT);
    }

    Inboxes(Map<AgentId, Inbox> inboxes, Duration timeout) {
        this.timeout = timeout;
        this.inboxLanes = inboxes.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> new InboxLane(entry.getValue(), new FolderLane(entry.getKey()))));
    }

    Set<AgentId> agents() {
        return inboxLanes.keySet();
    }

    Inbox inbox(AgentId agent) {
        return find(agent).inbox();
    }

    FolderLane lane(AgentId agent) {
        return find(agent).lane();
    }

    Duration timeout() {
        return timeout;
    }

    /** As {@link Inbox#list}. Like the other calls, throws {@link FolderStuck} after {@link #TIMEOUT}. */
    public List<Task> list(AgentId agent) throws IOException {
        return lane(agent).call(inbox(agent)::list, timeout);
    }

    /** As {@link Inbox#read}. */
    public String read(AgentId agent, String name) throws IOException {
        return lane(agent).call(() -> inbox(agent).read(name), timeout);
    }

    /** As {@link Inbox#drop}. After a timeout, the task may still be created later. */
    public Task drop(AgentId agent, String name, String text) throws IOException {
        return lane(agent).call(() -> inbox(agent).drop(name, text), timeout);
    }

    private InboxLane find(AgentId agent) {
        return Optional.ofNullable(inboxLanes.get(agent))
                .orElseThrow(() -> new IllegalArgumentException(agent + " has no inbox."));
    }

    @Override
    public void close() {
        inboxLanes.values().forEach(inboxLane -> inboxLane.lane().close());
    }
}
