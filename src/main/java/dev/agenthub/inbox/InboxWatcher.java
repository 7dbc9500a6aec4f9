package dev.agenthub.inbox;

import dev.agenthub.agent.AgentId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Watches inboxes from one virtual thread. An event of the file system leads to a scan of the inbox it concerns, a burst of events
 * to one scan; all inboxes are scanned every {@link #RESCAN} in any case, since file systems lose events, or have none. A folder that is
 * missing is watched for through the nearest folder above it that is there.
 */
public final class InboxWatcher implements AutoCloseable {

    /** How late a change is seen at worst. */
    static final Duration RESCAN = Duration.ofSeconds(10);

    /** A burst is over when nothing has happened for so long; it is scanned after {@link #LONGEST_BURST} in any case. */
    private static final Duration QUIET = Duration.ofMillis(30);
    private static final Duration LONGEST_BURST = Duration.ofMillis(300);

    private static final Logger LOG = Logger.getLogger(InboxWatcher.class);
    private static final WatchEvent.Kind<?>[] KINDS = {StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY};

    private final Map<AgentId, Inbox> inboxes;
    private final Map<AgentId, Set<String>> known = new HashMap<>();
    private final Map<WatchKey, Set<AgentId>> concerned = new HashMap<>();
    private final Map<AgentId, Set<WatchKey>> keys = new HashMap<>();
    private final Set<AgentId> unreadable = new HashSet<>();
    private final BroadcastProcessor<InboxEvent> events = BroadcastProcessor.create();
    private final WatchService service;
    private final Thread thread;

    public InboxWatcher(Map<AgentId, Inbox> inboxes) throws IOException {
        this.inboxes = Map.copyOf(inboxes);
        this.service = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofVirtual().name("inboxes").unstarted(this::watch);
    }

    /** What becomes of the inboxes from {@link #start} on, beginning with one event for each: subscribe before. Never fails. */
    public Multi<InboxEvent> events() {
        return events;
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    private void watch() {
        try {
            look(inboxes.keySet());
            var deadline = System.nanoTime() + RESCAN.toNanos();
            while (true) {
                var key = service.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (key == null) {
                    look(inboxes.keySet());
                    deadline = System.nanoTime() + RESCAN.toNanos();
                } else {
                    look(burst(key));
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("The inboxes are not watched any more.");
        }
    }

    /** All agents that a burst of events, beginning with that of {@code first}, concerns. */
    private Set<AgentId> burst(WatchKey first) throws InterruptedException {
        var agents = new LinkedHashSet<AgentId>();
        var end = System.nanoTime() + LONGEST_BURST.toNanos();
        for (var key = first; key != null; key = service.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS)) {
            agents.addAll(concerned.getOrDefault(key, Set.of()));
            // What happened is read from the folder; an overflow says no less.
            key.pollEvents();
            if (!key.reset()) {
                forget(key);
            }
            if (System.nanoTime() > end) {
                break;
            }
        }
        return agents;
    }

    private void look(Set<AgentId> agents) {
        agents.forEach(this::look);
    }

    /** Watches before it scans, so that what comes after the scan is told. */
    private void look(AgentId agent) {
        try {
            follow(agent, inboxes.get(agent).folder());
            var tasks = InboxScan.tasks(inboxes.get(agent));
            unreadable.remove(agent);
            var before = known.put(agent, tasks);
            if (!tasks.equals(before)) {
                var arrived = new HashSet<>(before == null ? Set.<String>of() : tasks);
                arrived.removeAll(before == null ? Set.<String>of() : before);
                events.onNext(new InboxEvent(agent, tasks, arrived));
            }
        } catch (IOException e) {
            if (unreadable.add(agent)) {
                LOG.warnf("The inbox of %s cannot be read, so its count stays as it was: %s", agent, e);
            }
        }
    }

    /**
     * Watches the inbox and the folder above it, since only that tells of an inbox that was renamed away or made; where they are
     * missing, the nearest folder above them.
     */
    private void follow(AgentId agent, Path inbox) throws IOException {
        var now = new HashSet<WatchKey>();
        now.add(key(inbox));
        now.add(key(inbox.getParent()));
        now.forEach(key -> concerned.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(agent));
        var before = keys.put(agent, now);
        if (before != null) {
            before.stream().filter(key -> !now.contains(key)).forEach(key -> release(agent, key));
        }
    }

    /** Registering a folder again gives the same key; a folder made anew under its old name gives another. */
    private WatchKey key(Path path) throws IOException {
        var folder = path;
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder.register(service, KINDS);
    }

    private void release(AgentId agent, WatchKey key) {
        var agents = concerned.get(key);
        if (agents != null && agents.remove(agent) && agents.isEmpty()) {
            key.cancel();
            concerned.remove(key);
        }
    }

    private void forget(WatchKey key) {
        concerned.remove(key);
        keys.values().forEach(known -> known.remove(key));
    }

    @Override
    public void close() throws IOException {
        service.close();
        events.onComplete();
    }
}
