package dev.agenthub.notice;

import dev.agenthub.agent.AgentId;
import dev.agenthub.inbox.FolderStuck;
import dev.agenthub.inbox.Task;
import dev.agenthub.inbox.TaskList;
import dev.agenthub.terminal.AgentTerminal;
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
 * Tells one agent of its tasks. Level-triggered: what is in the inbox and was not told to the program that runs is to be told, so
 * nothing queues, and what has left the inbox meanwhile is dropped. All methods may be called from any thread and do not block; typing and
 * watching what comes of it is done by a virtual thread, one at a time.
 */
public final class Courier {

    /** What a courier reports. From any thread; must not block. */
    public interface Ledger {

        /** These were told just now, and are not told again. */
        void delivered(AgentId agent, List<String> tasks);

        /** These could not be told, and are not tried any more. */
        void failed(AgentId agent, List<String> tasks, String reason);

        /** What must survive a restart of the hub. */
        void remember(AgentId agent, NoticeLog told);
    }

    /** Tasks that arrive together are told together. */
    static final Duration BURST = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    /** A notice that has waited for so long for its moment is logged. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AgentId agent;
    private final TaskList inbox;
    private final Typist typist;
    private final AgentTerminal terminal;
    private final Ledger ledger;
    private final Clock clock;
    private final Executor typing;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private Set<String> there = Set.of();
    private NoticeLog told;
    private Optional<Instant> pendingSince = Optional.empty();
    private String obstacle = "";
    private int attempts;
    private Instant nextTry = Instant.MIN;

    /** @param told what an earlier hub has told */
    public Courier(AgentId agent, AgentTerminal terminal, TaskList inbox, Typist typist, NoticeLog told, Ledger ledger, Clock clock) {
        this(agent, terminal, inbox, typist, told, ledger, clock, work -> Thread.ofVirtual().name("notice-" + agent).start(work));
    }

    Courier(AgentId agent, AgentTerminal terminal, TaskList inbox, Typist typist, NoticeLog told, Ledger ledger, Clock clock, Executor typing) {
        this.agent = agent;
        this.terminal = terminal;
        this.inbox = inbox;
        this.typist = typist;
        this.told = told;
        this.ledger = ledger;
        this.clock = clock;
        this.typing = typing;
    }

    /** What the inbox holds. */
    public synchronized void tasks(Set<String> names) {
        if (!there.containsAll(names)) {
            attempts = 0;
            nextTry = Instant.MIN;
        }
        there = Set.copyOf(names);
        remember(told.only(there));
    }

    /** Tells what is to be told, if the moment is right. To be called about once a second while the program of that run is active. */
    public void look(Instant run) {
        if (rightMoment(run) && underWay.compareAndSet(false, true)) {
            typing.execute(this::tell);
        }
    }

    /** The clock has jumped: no pause is waited for that it may have made longer. */
    public synchronized void clockJumped() {
        pendingSince = Optional.empty();
        nextTry = Instant.MIN;
    }

    private synchronized boolean rightMoment(Instant run) {
        if (!told.run().equals(run)) {
            remember(told.in(run));
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
        var inTheWay = terminal.obstacle().orElse("");
        if (!inTheWay.isEmpty() && !inTheWay.equals(obstacle) && now.isAfter(since.plus(LONG))) {
            obstacle = inTheWay;
            LOG.infof("%s is not told of its %d new tasks yet: %s.", agent, pending().size(), inTheWay);
        }
        return inTheWay.isEmpty();
    }

    private Set<String> pending() {
        var pending = new HashSet<>(there);
        pending.removeAll(told.tasks());
        return pending;
    }

    private void remember(NoticeLog next) {
        if (!next.equals(told)) {
            told = next;
            ledger.remember(agent, next);
        }
    }

    private void tell() {
        try {
            Set<String> pending;
            Instant run;
            synchronized (this) {
                pending = pending();
                run = told.run();
            }
            var tasks = inbox.list().stream().map(Task::name).filter(pending::contains).toList();
            if (!tasks.isEmpty()) {
                settle(run, typist.type(terminal, tasks));
            }
        } catch (IOException | FolderStuck | InterruptedException e) {
            LOG.warnf("%s could not be told of its tasks: %s", agent, e);
        } finally {
            underWay.set(false);
        }
    }

    private synchronized void settle(Instant run, Typist.Attempt attempt) {
        if (!run.equals(told.run())) {
            // Another program runs by now: it was told of nothing.
            return;
        }
        var tasks = attempt.tasks();
        var problem = attempt.problem();
        if (problem.isEmpty()) {
            done(tasks);
            LOG.infof("%s was told of %s.", agent, tasks);
            ledger.delivered(agent, tasks);
            return;
        }
        attempts++;
        if (attempts < MOST_ATTEMPTS) {
            nextTry = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
            LOG.infof("%s could not be told of its tasks (%s); next try at %s.", agent, problem.get(), nextTry);
        } else {
            done(tasks);
            LOG.warnf("%s could not be told of %s, and is not tried any more: %s.", agent, tasks, problem.get());
            ledger.failed(agent, tasks, problem.get());
        }
    }

    private void done(List<String> tasks) {
        attempts = 0;
        obstacle = "";
        pendingSince = Optional.empty();
        // Of what has left the inbox meanwhile nothing is kept: another task of that name is a new one.
        remember(told.and(Set.copyOf(tasks)).only(there));
    }
}
