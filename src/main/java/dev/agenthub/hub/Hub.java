package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.AgentTerminals;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** The team of agents. Routes requests, engine events and inbox changes to the agents, and reports their state. */
@Singleton
public class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    /** Added to a single stop grace, because agents stop in parallel. */
    private static final Duration END_MARGIN = Duration.ofSeconds(15);

    /** With more, an engine only slows down. */
    private static final int MAX_CONCURRENT_STARTS = 8;

    private final Map<AgentId, AgentSupervisor> agents = new LinkedHashMap<>();
    private final Map<AgentId, AgentTerminal> terminals;
    private final Reconciler reconciler;
    private final Notices notices;
    private final StateStore store;
    private final WallWatch walls;
    private final Clock clock;
    private final ClockJumps jumps;
    private final boolean stopOnExit;
    private final Duration endsWithin;
    /** A single thread, so that changes are written in order. */
    private final ExecutorService saving = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("state").factory());

    Hub(HubConfig config, Layout layout, Inboxes inboxes, ContainerEngine engine, ProjectFiles files, AgentPlans plans, HubEvents events,
            StateStore store, AgentTerminals terminals, WallWatch walls, Clock clock) {
        this.store = store;
        this.terminals = terminals.all();
        this.walls = walls;
        this.clock = clock;
        this.jumps = new ClockJumps(clock.instant(), System.nanoTime());
        this.stopOnExit = config.onExit() == HubConfig.OnExit.STOP || config.terminal() == TerminalMode.EXEC;
        this.endsWithin = config.stopGrace().plus(END_MARGIN);
        this.reconciler = new Reconciler(engine, events, agents, this.terminals, config.terminal(), clock);
        var limits = new StartLimits(config.pullTimeout(), config.startTimeout().plus(config.stopGrace()));
        var effects = new ThrottledEffects(new EngineEffects(engine, files, plans, this.terminals::get, this::report,
                this::isStarting, limits, config.stopGrace(), walls), MAX_CONCURRENT_STARTS);
        var saved = store.load();
        for (var id : config.agents().ids()) {
            var configured = plans.policy(id);
            var earlier = saved.getOrDefault(id, new SavedAgent(id, Optional.empty(), false));
            var policyState = PolicyState.of(earlier.policy().orElse(configured), earlier.held());
            agents.put(id, new AgentSupervisor(id, policyState, effects, events,
                    changed -> saving.execute(() -> store.save(changed.withoutConfigured(configured))),
                    terminalState(this.terminals.get(id)), reconciler.contact(), clock));
        }
        this.notices = new Notices(config, layout, inboxes, terminals, store.noticeLogs(), events,
                (id, log) -> saving.execute(() -> store.save(id, log)), clock);
    }

    private static TerminalState terminalState(AgentTerminal terminal) {
        return new TerminalState() {
            @Override
            public Optional<LastActivity> lastActivity() {
                return terminal.lastActivity();
            }

            @Override
            public Optional<Waiting> waiting() {
                return terminal.waiting();
            }
        };
    }

    /** Starts to follow the engine. Running containers are adopted as soon as it answers. */
    public void follow() {
        reconciler.contact().follow();
    }

    /** Completes after the first reconcile, or when the engine turns out not to answer. */
    public Uni<Void> firstReconcile() {
        return reconciler.firstReconcile();
    }

    /** Whether {@link #firstReconcile} has completed. */
    public boolean hasReconciled() {
        return reconciler.hasReconciled();
    }

    /** Runs the action after the next poll of the engine; a long delay means that the polling loop is stuck. */
    public void atNextSign(Runnable action) {
        reconciler.contact().atNextSign(action);
    }

    /** Completes when every lane has run everything queued before; a long delay means that a lane is stuck. */
    public Uni<Void> checkLanes() {
        return Uni.join().all(agents.values().stream().map(AgentSupervisor::checkLane).toList()).andFailFast()
                .replaceWithVoid();
    }

    /** Brings every agent's state in line with the engine's containers. */
    public void reconcile() {
        reconciler.reconcile();
    }

    /** Checks whether running agents can read files that should be hidden, and reports them. Blocks. */
    public void checkWalls() {
        // A starting agent has its mounts before its container exists.
        walls.check(id -> find(id).map(supervisor -> supervisor.view().agent())
                .filter(agent -> agent.container().isPresent() || agent.state().transitional()).isPresent());
    }

    private boolean isStarting(AgentId id, long attempt) {
        return find(id).map(supervisor -> supervisor.view().agent())
                .filter(agent -> agent.state() == AgentState.STARTING && agent.attempt() == attempt).isPresent();
    }

    private void report(AgentId id, AgentEvent event) {
        find(id).ifPresent(supervisor -> supervisor.report(event));
    }

    /** Handles a change of an inbox. */
    public void inbox(InboxEvent inbox) {
        notices.inbox(inbox);
        find(inbox.agent()).ifPresent(supervisor -> supervisor.tasks(inbox.count(), !inbox.arrived().isEmpty()));
    }

    /** Applies what depends on time, such as idle timeouts, retries and notices; called periodically. */
    public void tick() {
        jumps.check(clock.instant(), System.nanoTime()).ifPresent(this::clockJumped);
        terminals.values().stream().filter(AgentTerminal::connected).forEach(AgentTerminal::sampleActivity);
        agents.values().forEach(AgentSupervisor::tick);
        agents.values().forEach(supervisor -> notices.tick(supervisor.view()));
        if (store.hasUnsavedChanges()) {
            saving.execute(store::retrySave);
        }
    }

    /** Restarts idle times, so that a jump neither stops an agent early nor keeps it running for hours too long. */
    private void clockJumped(Duration by) {
        LOG.warnf("The clock jumped %s by %d s: the machine slept, or its clock was set. Idle time counts from now.",
                by.isNegative() ? "back" : "forward", by.abs().toSeconds());
        terminals.values().forEach(AgentTerminal::clockJumped);
        agents.values().forEach(AgentSupervisor::clockJumped);
        notices.clockJumped();
    }

    /** All agents, in the roster's order. */
    public List<AgentView> agents() {
        return agents.values().stream().map(AgentSupervisor::view).toList();
    }

    /** The agent; empty if it is not on the roster. */
    public Optional<AgentView> agent(AgentId id) {
        return find(id).map(AgentSupervisor::view);
    }

    /** A user-facing sentence that says why a paused agent takes no input; empty if the agent is not paused. */
    public Optional<String> pausedReason(AgentId id) {
        return find(id).filter(AgentSupervisor::paused).map(paused -> ("%s is paused and takes no input: resume its "
                + "container (docker unpause), or restart the agent.").formatted(id));
    }

    /** Explains the current decision of the agent's policy. */
    public Explanation explain(AgentId id) {
        return supervisor(id).explain();
    }

    /** Explains what the agent's policy would decide after the change; changes nothing. */
    public Explanation explain(AgentId id, UnaryOperator<AgentPolicy> change) {
        return supervisor(id).explain(change);
    }

    /**
     * Starts the agent and waits for the outcome.
     *
     * @return the active agent; fails with {@link NotPossible}, {@code EngineException} or {@code ProjectError}
     */
    public Uni<AgentView> start(AgentId id) {
        return supervisor(id).request(new Start(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    /** Stops the agent and waits for the outcome; fails as {@link #start} does. */
    public Uni<AgentView> stop(AgentId id) {
        return supervisor(id).request(new Stop(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.INACTIVE, "stopped"));
    }

    /** Stops the agent if it runs, starts it, and waits for the outcome; fails as {@link #start} does. */
    public Uni<AgentView> restart(AgentId id) {
        return supervisor(id).request(new Restart(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    private static void expect(AgentView view, AgentState wanted, String done) {
        if (view.agent().state() != wanted) {
            throw new NotPossible("%s could not be %s; it is %s: %s.".formatted(view.id(), done,
                    view.agent().state().word(), view.reason()));
        }
    }

    /** Changes the agent's policy; each of several changes at once counts. */
    public Uni<AgentView> policy(AgentId id, UnaryOperator<AgentPolicy> change) {
        return supervisor(id).policy(change);
    }

    /** The engine's state. */
    public EngineHealth engine() {
        return reconciler.contact().health();
    }

    /** The maximum duration of {@link #end}. */
    public Duration endsWithin() {
        return endsWithin;
    }

    /**
     * Shuts down cleanly. Agents are stopped in parallel or left running, as configured; in exec mode they are always
     * stopped, because they cannot be adopted. Blocks until done, at most {@link #endsWithin}.
     */
    public void end() {
        reconciler.contact().stop();
        agents.values().forEach(AgentSupervisor::retire);
        if (stopOnExit) {
            stopAll(agents.values(), endsWithin);
        }
        terminals.values().forEach(AgentTerminal::disconnect);
        saving.execute(store::retrySave);
        saving.close();
    }

    private static void stopAll(Collection<AgentSupervisor> supervisors, Duration timeout) {
        var stops = supervisors.stream()
                .filter(supervisor -> supervisor.view().agent().container().isPresent()
                        || supervisor.view().agent().state().transitional())
                .map(supervisor -> supervisor.request(new Stop(Cause.hub("the hub is shutting down")))
                        .onFailure().recoverWithItem(failure -> {
                            LOG.warnf("%s could not be stopped: %s", supervisor.view().id(), failure.getMessage());
                            return supervisor.view();
                        }))
                .toList();
        if (stops.isEmpty()) {
            return;
        }
        try {
            Uni.join().all(stops).andFailFast().await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf("Not all agents stopped within %d s; the next hub will find those still running.",
                    timeout.toSeconds());
        }
    }

    private AgentSupervisor supervisor(AgentId id) {
        return find(id).orElseThrow(() -> new UnknownAgent(id.value()));
    }

    private Optional<AgentSupervisor> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }
}
