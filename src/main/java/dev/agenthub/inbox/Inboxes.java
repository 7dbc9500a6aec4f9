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
 * The team's inboxes. Each is read and written on its own {@link FolderLane}; who asks waits {@link #PATIENCE} at most, and the
 * inboxes of others do not notice. Thread-safe.
 */
public final class Inboxes implements AutoCloseable {

    /** How long an inbox may take to answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Place(Inbox inbox, FolderLane lane) {
    }

    private final Map<AgentId, Place> places;
    private final Duration patience;

    public Inboxes(Map<AgentId, Inbox> inboxes) {
        this(inboxes, PATIENCE);
    }

    Inboxes(Map<AgentId, Inbox> inboxes, Duration patience) {
        this.patience = patience;
        this.places = inboxes.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> new Place(entry.getValue(), new FolderLane(entry.getKey()))));
    }

    Set<AgentId> agents() {
        return places.keySet();
    }

    Inbox inbox(AgentId agent) {
        return place(agent).inbox();
    }

    FolderLane lane(AgentId agent) {
        return place(agent).lane();
    }

    Duration patience() {
        return patience;
    }

    /** As {@link Inbox#list}; throws {@link FolderStuck} where that takes too long, as all these do. */
    public List<Task> list(AgentId agent) throws IOException {
        return lane(agent).call(inbox(agent)::list, patience);
    }

    /** As {@link Inbox#read}. */
    public String read(AgentId agent, String name) throws IOException {
        return lane(agent).call(() -> inbox(agent).read(name), patience);
    }

    /** As {@link Inbox#drop}. Where it takes too long, the task may be there later. */
    public Task drop(AgentId agent, String name, String text) throws IOException {
        return lane(agent).call(() -> inbox(agent).drop(name, text), patience);
    }

    private Place place(AgentId agent) {
        return Optional.ofNullable(places.get(agent)).orElseThrow(() -> new IllegalArgumentException(agent + " has no inbox."));
    }

    @Override
    public void close() {
        places.values().forEach(place -> place.lane().close());
    }
}
