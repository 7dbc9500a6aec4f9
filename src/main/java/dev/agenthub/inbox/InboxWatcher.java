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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Watches the inboxes and publishes changes. One thread receives the file system's events and touches no file. Each
 * inbox is scanned on its own lane, so that a blocked inbox only keeps its own count from changing, which is reported.
 * A burst of events leads to one scan. All inboxes are also scanned every {@link #RESCAN}, because file systems lose
 * events or have none. For a missing folder its nearest existing ancestor is watched.
 */
public final class InboxWatcher implements AutoCloseable {

    /** The maximum delay until a change is noticed. */
    static final Duration RESCAN = Duration.ofSeconds(10);

    /** A burst of events ends after a pause of this length, or after {@link #MAX_BURST}. */
    private static final Duration QUIET = Duration.ofMillis(30);
    private static final Duration MAX_BURST = Duration.ofMillis(300);

    /** The interval of checks for stuck scans. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(InboxWatcher.class);
    private static final WatchEvent.Kind<?>[] KINDS = {StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY};

    private final Inboxes inboxes;
    private final Consumer<String> problems;
    private final Map<AgentId, ScanState> scans = new HashMap<>();
    private final Map<AgentId, Set<String>> known = new ConcurrentHashMap<>();
    /** Its monitor also guards {@link #keys}; lanes and the event thread write both. */
    private final Map<WatchKey, Set<AgentId>> agentsByKey = new HashMap<>();
    private final Map<AgentId, Set<WatchKey>> keys = new HashMap<>();
    private final Set<AgentId> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<AgentId> overfull = ConcurrentHashMap.newKeySet();
    private final BroadcastProcessor<InboxEvent> events = BroadcastProcessor.create();
    private final WatchService service;
    private final Thread thread;

    /** @param problems receives user-facing sentences, on any thread; must not block */
    public InboxWatcher(Inboxes inboxes, Consumer<String> problems) throws IOException {
        this.inboxes = inboxes;
        this.problems = problems;
        inboxes.agents().forEach(agent -> scans.put(agent, new ScanState()));
        this.service = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofPlatform().daemon().name("inboxes").unstarted(this::watch);
    }

    /** The state of one inbox's scan. */
    private static final class ScanState {
        private final AtomicBoolean pending = new AtomicBoolean();
        private volatile long since;
        private volatile boolean reportedStuck;
    }

    /** The changes from {@link #start} on, beginning with one event for each inbox; subscribe before. Never fails. */
    public Multi<InboxEvent> events() {
        return events;
    }

    /** Starts watching. */
    public void start() {
        thread.start();
    }

    private void watch() {
        try {
            scan(inboxes.agents());
            var deadline = System.nanoTime() + RESCAN.toNanos();
            while (true) {
                var key = service.poll(Math.min(CHECK.toNanos(), deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (key != null) {
                    scan(burst(key));
                }
                if (System.nanoTime() - deadline >= 0) {
                    scan(inboxes.agents());
                    deadline = System.nanoTime() + RESCAN.toNanos();
                }
                scans.forEach(this::reportIfStuck);
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("The inboxes are no longer watched.");
        }
    }

    /** The agents affected by a burst of events that begins with {@code first}. */
    private Set<AgentId> burst(WatchKey first) throws InterruptedException {
        var agents = new LinkedHashSet<AgentId>();
        var end = System.nanoTime() + MAX_BURST.toNanos();
        for (var key = first; key != null; key = service.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS)) {
            synchronized (agentsByKey) {
                agents.addAll(agentsByKey.getOrDefault(key, Set.of()));
            }
            // The scan finds what changed, so the events themselves, or an overflow, do not matter.
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

    private void scan(Set<AgentId> agents) {
        agents.forEach(this::requestScan);
    }

    /** Queues at most one scan for each inbox; it covers everything that happens before it begins. */
    private void requestScan(AgentId agent) {
        var state = scans.get(agent);
        if (state.pending.compareAndSet(false, true)) {
            state.since = System.nanoTime();
            if (!inboxes.lane(agent).run(() -> runScan(agent, state))) {
                state.pending.set(false);
            }
        }
    }

    private void runScan(AgentId agent, ScanState state) {
        try {
            scan(agent);
        } catch (ClosedWatchServiceException e) {
            LOG.debugf("The inbox of %s is no longer watched.", agent);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The inbox of %s could not be scanned. This is a bug in the hub.", agent);
        } finally {
            state.pending.set(false);
            if (state.reportedStuck) {
                state.reportedStuck = false;
                LOG.infof("The inbox of %s answers again.", agent);
                // Requests made while this scan was stuck were dropped.
                requestScan(agent);
            }
        }
    }

    private void reportIfStuck(AgentId agent, ScanState state) {
        if (state.pending.get() && !state.reportedStuck
                && System.nanoTime() - state.since > inboxes.timeout().toNanos()) {
            state.reportedStuck = true;
            var message = new FolderStuck(agent).getMessage() + " Its count is unchanged.";
            LOG.warn(message);
            problems.accept(message);
        }
    }

    /** Watches before it scans, so that no change after the scan is missed. */
    private void scan(AgentId agent) {
        try {
            follow(agent, inboxes.inbox(agent).folder());
            var scan = InboxScan.of(inboxes.inbox(agent));
            unreadable.remove(agent);
            reportIfOverfull(agent, scan.complete());
            var tasks = scan.tasks();
            var before = known.put(agent, tasks);
            if (!tasks.equals(before)) {
                var arrived = new HashSet<>(before == null ? Set.<String>of() : tasks);
                arrived.removeAll(before == null ? Set.<String>of() : before);
                publish(new InboxEvent(agent, tasks, arrived));
            }
        } catch (IOException e) {
            if (unreadable.add(agent)) {
                var message = "The inbox of %s cannot be read, so its count is unchanged: %s".formatted(agent, e);
                LOG.warn(message);
                problems.accept(message);
            }
        }
    }

    /** Synchronized because lanes publish concurrently, and the stream requires serial events. */
    private synchronized void publish(InboxEvent event) {
        events.onNext(event);
    }

    private void reportIfOverfull(AgentId agent, boolean complete) {
        if (complete) {
            overfull.remove(agent);
        } else if (overfull.add(agent)) {
            var message = ("The inbox of %s exceeds the limits (%d tasks, %d names), so its count is too low. "
                    + "Remove finished tasks.").formatted(agent, InboxScan.MAX_TASKS, InboxScan.MAX_NAMES);
            LOG.warn(message);
            problems.accept(message);
        }
    }

    /**
     * Watches the inbox and its parent, because only the parent reports that the inbox was renamed or created. For
     * missing folders it watches their nearest existing ancestor.
     */
    private void follow(AgentId agent, Path inbox) throws IOException {
        var now = new HashSet<WatchKey>();
        now.add(key(inbox));
        now.add(key(inbox.getParent()));
        synchronized (agentsByKey) {
            now.forEach(key -> agentsByKey.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(agent));
            var before = keys.put(agent, now);
            if (before != null) {
                before.stream().filter(key -> !now.contains(key)).forEach(key -> release(agent, key));
            }
        }
    }

    /** A folder registered again has the same key; a folder recreated under its old name has a new one. */
    private WatchKey key(Path path) throws IOException {
        var folder = path;
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder.register(service, KINDS);
    }

    private void release(AgentId agent, WatchKey key) {
        var agents = agentsByKey.get(key);
        if (agents != null && agents.remove(agent) && agents.isEmpty()) {
            key.cancel();
            agentsByKey.remove(key);
        }
    }

    private void forget(WatchKey key) {
        synchronized (agentsByKey) {
            agentsByKey.remove(key);
            keys.values().forEach(known -> known.remove(key));
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
        events.onComplete();
    }
}
