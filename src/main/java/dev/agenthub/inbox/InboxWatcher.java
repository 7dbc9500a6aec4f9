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
 * Watches inboxes. One thread takes the file system's events and touches no file; each inbox is looked at on its own lane, so that one that does
 * not answer holds up no other: its count stays as it was, and that is told. An event of the file system leads to a scan of the inbox it concerns, a burst of events
 * to one scan; all inboxes are scanned every {@link #RESCAN} in any case, since file systems lose events, or have none. A folder that is
 * missing is watched for through the nearest folder above it that is there.
 */
public final class InboxWatcher implements AutoCloseable {

    /** How late a change is seen at worst. */
    static final Duration RESCAN = Duration.ofSeconds(10);

    /** A burst is over when nothing has happened for so long; it is scanned after {@link #LONGEST_BURST} in any case. */
    private static final Duration QUIET = Duration.ofMillis(30);
    private static final Duration LONGEST_BURST = Duration.ofMillis(300);

    /** How often is looked whether a look takes too long. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(InboxWatcher.class);
    private static final WatchEvent.Kind<?>[] KINDS = {StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY};

    private final Inboxes inboxes;
    private final Consumer<String> trouble;
    private final Map<AgentId, Look> looks = new HashMap<>();
    private final Map<AgentId, Set<String>> known = new ConcurrentHashMap<>();
    /** Guarded by itself, with {@link #keys}: lanes and the thread that takes events write them. */
    private final Map<WatchKey, Set<AgentId>> concerned = new HashMap<>();
    private final Map<AgentId, Set<WatchKey>> keys = new HashMap<>();
    private final Set<AgentId> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<AgentId> crowded = ConcurrentHashMap.newKeySet();
    private final BroadcastProcessor<InboxEvent> events = BroadcastProcessor.create();
    private final WatchService service;
    private final Thread thread;

    /** @param trouble takes what a person must know; from any thread, must not block */
    public InboxWatcher(Inboxes inboxes, Consumer<String> trouble) throws IOException {
        this.inboxes = inboxes;
        this.trouble = trouble;
        inboxes.agents().forEach(agent -> looks.put(agent, new Look()));
        this.service = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofPlatform().daemon().name("inboxes").unstarted(this::watch);
    }

    /** Where the looks at one inbox are. */
    private static final class Look {
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile long since;
        private volatile boolean told;
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
            look(inboxes.agents());
            var deadline = System.nanoTime() + RESCAN.toNanos();
            while (true) {
                var key = service.poll(Math.min(CHECK.toNanos(), deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (key != null) {
                    look(burst(key));
                }
                if (System.nanoTime() - deadline >= 0) {
                    look(inboxes.agents());
                    deadline = System.nanoTime() + RESCAN.toNanos();
                }
                looks.forEach(this::tellStuck);
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
            synchronized (concerned) {
                agents.addAll(concerned.getOrDefault(key, Set.of()));
            }
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
        agents.forEach(this::ask);
    }

    /** At most one look waits for each inbox: what happens before it begins is seen by it. */
    private void ask(AgentId agent) {
        var look = looks.get(agent);
        if (look.asked.compareAndSet(false, true)) {
            look.since = System.nanoTime();
            if (!inboxes.lane(agent).run(() -> lookNow(agent, look))) {
                look.asked.set(false);
            }
        }
    }

    private void lookNow(AgentId agent, Look look) {
        try {
            look(agent);
        } catch (ClosedWatchServiceException e) {
            LOG.debugf("The inbox of %s is not watched any more.", agent);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The inbox of %s could not be looked at: this is a defect of the hub.", agent);
        } finally {
            look.asked.set(false);
            if (look.told) {
                look.told = false;
                LOG.infof("The inbox of %s answers again.", agent);
                // What happened meanwhile may have been asked for while this look was stuck.
                ask(agent);
            }
        }
    }

    private void tellStuck(AgentId agent, Look look) {
        if (look.asked.get() && !look.told && System.nanoTime() - look.since > inboxes.patience().toNanos()) {
            look.told = true;
            var message = new FolderStuck(agent).getMessage() + " Its count stays as it was.";
            LOG.warn(message);
            trouble.accept(message);
        }
    }

    /** Watches before it scans, so that what comes after the scan is told. */
    private void look(AgentId agent) {
        try {
            follow(agent, inboxes.inbox(agent).folder());
            var scan = InboxScan.of(inboxes.inbox(agent));
            unreadable.remove(agent);
            tellCrowded(agent, scan.complete());
            var tasks = scan.tasks();
            var before = known.put(agent, tasks);
            if (!tasks.equals(before)) {
                var arrived = new HashSet<>(before == null ? Set.<String>of() : tasks);
                arrived.removeAll(before == null ? Set.<String>of() : before);
                publish(new InboxEvent(agent, tasks, arrived));
            }
        } catch (IOException e) {
            if (unreadable.add(agent)) {
                var message = "The inbox of %s cannot be read, so its count stays as it was: %s".formatted(agent, e);
                LOG.warn(message);
                trouble.accept(message);
            }
        }
    }

    /** Lanes come with theirs at once, and a stream takes one after another. */
    private synchronized void publish(InboxEvent event) {
        events.onNext(event);
    }

    private void tellCrowded(AgentId agent, boolean complete) {
        if (complete) {
            crowded.remove(agent);
        } else if (crowded.add(agent)) {
            var message = ("The inbox of %s holds more than the hub looks at, so its count is too low: %d tasks among %d names at most. "
                    + "Take out what is done.").formatted(agent, InboxScan.MOST_TASKS, InboxScan.MOST_NAMES);
            LOG.warn(message);
            trouble.accept(message);
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
        synchronized (concerned) {
            now.forEach(key -> concerned.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(agent));
            var before = keys.put(agent, now);
            if (before != null) {
                before.stream().filter(key -> !now.contains(key)).forEach(key -> release(agent, key));
            }
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
        synchronized (concerned) {
            concerned.remove(key);
            keys.values().forEach(known -> known.remove(key));
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
        events.onComplete();
    }
}
