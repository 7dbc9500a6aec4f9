package dev.agenthub.notice;

import dev.agenthub.agent.AgentId;
import dev.agenthub.inbox.FolderStuck;
import dev.agenthub.inbox.Task;
import dev.agenthub.inbox.TaskList;
import dev.agenthub.policy.GrowingDelay;
import dev.agenthub.terminal.WatchedTerminal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Notifies one agent of its tasks. Level-triggered: a task is due if it is in the inbox and not in the log of the
 * current run. So nothing queues, and a task that has left the inbox is dropped. All methods may be called from any
 * thread and do not block. A virtual thread types the notice and checks its effect, one notice at a time.
 */
public final class TaskNotifier {

    /** Receives results. Called from any thread; must not block. */
    public interface Listener {

        /** The agent was notified of these tasks. */
        void delivered(AgentId agent, List<String> tasks);

        /** The agent could not be notified of these tasks; there is no further attempt. */
        void failed(AgentId agent, List<String> tasks, String reason);

        /** The log has changed and must survive a restart of the hub. */
        void remember(AgentId agent, NoticeLog log);
    }

    /** How long to wait for more tasks, which then go into the same notice. */
    static final Duration BURST = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(TaskNotifier.class);
    private static final int MAX_ATTEMPTS = 6;
    private static final GrowingDelay PAUSES = new GrowingDelay(Duration.ofSeconds(5), Duration.ofSeconds(80));
    /** A notice that waits longer than this is logged. */
    private static final Duration LOG_AFTER = Duration.ofSeconds(30);

    private final AgentId agent;
    private final TaskList inbox;
    private final Typist typist;
    private final WatchedTerminal terminal;
    private final Listener listener;
    private final Clock clock;
    private final Executor typing;
    private final AtomicBoolean busy = new AtomicBoolean();

    private Set<String> inboxTasks = Set.of();
    private NoticeLog log;
    private Optional<Instant> pendingSince = Optional.empty();
    private String obstacle = "";
    private int attempts;
    private Instant nextTry = Instant.MIN;

    /** @param log the notices of earlier hubs */
    public TaskNotifier(AgentId agent, WatchedTerminal terminal, TaskList inbox, Typist typist, NoticeLog log,
            Listener listener, Clock clock) {
        this(agent, terminal, inbox, typist, log, listener, clock,
                work -> Thread.ofVirtual().name("notice-" + agent).start(work));
    }

    TaskNotifier(AgentId agent, WatchedTerminal terminal, TaskList inbox, Typist typist, NoticeLog log,
            Listener listener, Clock clock, Executor typing) {
        this.agent = agent;
        this.terminal = terminal;
        this.inbox = inbox;
        this.typist = typist;
        this.log = log;
        this.listener = listener;
        this.clock = clock;
        this.typing = typing;
    }

    /** Sets the tasks in the inbox. */
    public synchronized void tasks(Set<String> names) {
        if (!inboxTasks.containsAll(names)) {
            attempts = 0;
            nextTry = Instant.MIN;
        }
        inboxTasks = Set.copyOf(names);
        remember(log.retain(inboxTasks));
    }

    /** Starts a notice if one is due. Call about once a second while the program of {@code run} is active. */
    public void tick(Instant run) {
        if (isDue(run) && busy.compareAndSet(false, true)) {
            typing.execute(this::sendNotice);
        }
    }

    /** Drops all pauses: a jump of the clock may have made them longer. */
    public synchronized void clockJumped() {
        pendingSince = Optional.empty();
        nextTry = Instant.MIN;
    }

    private synchronized boolean isDue(Instant run) {
        if (!log.run().equals(run)) {
            remember(log.forRun(run));
            attempts = 0;
            nextTry = Instant.MIN;
        }
        var now = clock.instant();
        if (pending().isEmpty()) {
            pendingSince = Optional.empty();
            return false;
        }
        var since = pendingSince.orElse(now);
        pendingSince = Optional.of(since);
        if (now.isBefore(since.plus(BURST)) || now.isBefore(nextTry)) {
            return false;
        }
        var blocker = terminal.obstacle().orElse("");
        if (!blocker.isEmpty() && !blocker.equals(obstacle) && now.isAfter(since.plus(LOG_AFTER))) {
            obstacle = blocker;
            LOG.infof("Not notifying %s of %d new tasks yet: %s.", agent, pending().size(), blocker);
        }
        return blocker.isEmpty();
    }

    private Set<String> pending() {
        var pending = new HashSet<>(inboxTasks);
        pending.removeAll(log.tasks());
        return pending;
    }

    private void remember(NoticeLog next) {
        if (!next.equals(log)) {
            log = next;
            listener.remember(agent, next);
        }
    }

    private void sendNotice() {
        try {
            Set<String> pending;
            Instant run;
            synchronized (this) {
                pending = pending();
                run = log.run();
            }
            var tasks = inbox.list().stream().map(Task::name).filter(pending::contains).toList();
            if (!tasks.isEmpty()) {
                settle(run, typist.type(terminal, tasks));
            }
        } catch (IOException | FolderStuck | InterruptedException e) {
            LOG.warnf("Could not notify %s of its tasks: %s", agent, e);
        } finally {
            busy.set(false);
        }
    }

    private synchronized void settle(Instant run, Typist.Attempt attempt) {
        if (!run.equals(log.run())) {
            // Another program runs now, and it has not been notified.
            return;
        }
        var tasks = attempt.tasks();
        var problem = attempt.problem();
        if (problem.isEmpty()) {
            done(tasks);
            LOG.infof("Notified %s of %s.", agent, tasks);
            listener.delivered(agent, tasks);
            return;
        }
        attempts++;
        if (attempts < MAX_ATTEMPTS) {
            nextTry = clock.instant().plus(PAUSES.after(attempts));
            LOG.infof("Could not notify %s of its tasks: %s. Next attempt at %s.", agent, problem.get(), nextTry);
        } else {
            done(tasks);
            LOG.warnf("Gave up notifying %s of %s: %s.", agent, tasks, problem.get());
            listener.failed(agent, tasks, problem.get());
        }
    }

    private void done(List<String> tasks) {
        attempts = 0;
        obstacle = "";
        pendingSince = Optional.empty();
        // Tasks that have left the inbox are not kept: a later task of the same name is a new one.
        remember(log.plus(Set.copyOf(tasks)).retain(inboxTasks));
    }
}
