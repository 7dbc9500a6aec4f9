package dev.agenthub.hub;

import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.inbox.InboxEvent;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.recording.Recordings;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.FloodLimiter;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** The team: finds an agent, asks it for something, and keeps all of them true to what the engine and the inboxes say. */
@Singleton
public class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    /** Agents stop side by side, so this is for one grace and what goes with it. */
    private static final Duration END_MARGIN = Duration.ofSeconds(15);

    /** Beyond this an engine only becomes slower for each. */
    private static final int STARTS_AT_ONCE = 8;

    private final Map<AgentId, AgentSupervisor> agents = new LinkedHashMap<>();
    private final Map<AgentId, AgentTerminal> terminals = new LinkedHashMap<>();
    private final Reconciler reconciler;
    private final Notices notices;
    private final StateStore store;
    private final WallWatch walls;
    private final Clock clock;
    private final ClockJumps jumps;
    private final boolean stopsAtEnd;
    private final Duration endsWithin;
    /** One thread, so that the last change is what the file holds in the end. */
    private final ExecutorService saving = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("state").factory());

    Hub(HubConfig config, Layout layout, Inboxes inboxes, ContainerEngine engine, ProjectFiles files, AgentPlans plans, HubEvents events,
            StateStore store, Recordings recordings, WallWatch walls, Clock clock) {
        this.store = store;
        this.walls = walls;
        this.clock = clock;
        this.jumps = new ClockJumps(clock.instant(), System.nanoTime());
        this.stopsAtEnd = config.onExit() == HubConfig.OnExit.STOP || config.terminal() == TerminalMode.EXEC;
        this.endsWithin = config.stopGrace().plus(END_MARGIN);
        this.reconciler = new Reconciler(engine, events, agents, terminals, config.terminal(), clock);
        var effects = new ThrottledEffects(new EngineEffects(engine, files, plans, terminals::get, this::report, config.stopGrace(),
                walls),
                STARTS_AT_ONCE, config.startTimeout().plus(config.stopGrace()));
        var remembered = store.load();
        var courtesy = new FloodLimiter();
        for (var id : config.agents().ids()) {
            var terminal = new AgentTerminal(id, config.scrollbackLines(), config.viewerBuffer().asLongValue(),
                    recordings.listener(id), courtesy, clock);
            terminals.put(id, terminal);
            var configured = plans.policy(id);
            var earlier = remembered.getOrDefault(id, new SavedAgent(id, Optional.empty(), false));
            var standing = PolicyState.of(earlier.policy().orElse(configured), earlier.held());
            agents.put(id, new AgentSupervisor(id, standing, effects, events,
                    r -> saving.execute(() -> store.save(r.beside(configured))), observed(terminal), reconciler.contact(), clock));
        }
        this.notices = new Notices(config, layout, inboxes, terminals, store.told(), events,
                (id, told) -> saving.execute(() -> store.save(id, told)), clock);
    }

    private static TerminalState observed(AgentTerminal terminal) {
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

    /** Begins to follow the engine; what runs already is taken up as soon as the engine answers. */
    public void follow() {
        reconciler.contact().follow();
    }

    /** Completes when what runs already was looked for the first time, or the engine turned out not to answer. */
    public Uni<Void> looked() {
        return reconciler.looked();
    }

    /** Whether that has happened. */
    public boolean hasLooked() {
        return reconciler.hasLooked();
    }

    /** Runs once the loop that asks the engine for signs of life has come round again: within moments, or it is stuck. */
    public void atNextSign(Runnable then) {
        reconciler.contact().atNextSign(then);
    }

    /** Completes when every agent has come to what was asked of it before: within moments, or something is stuck. */
    public Uni<Void> pulse() {
        return Uni.join().all(agents.values().stream().map(AgentSupervisor::pulse).toList()).andFailFast().replaceWithVoid();
    }

    /** Makes every agent's state follow from the engine's list. */
    public void reconcile() {
        reconciler.reconcile();
    }

    /** Looks whether running agents can see what is to be hidden from them, and tells. Blocking. */
    public void watchWalls() {
        // What a container will see is known while it is being started, before it is there.
        walls.look(id -> find(id).map(supervisor -> supervisor.view().agent())
                .filter(agent -> agent.container().isPresent() || agent.state().passing()).isPresent());
    }

    private void report(AgentId id, AgentEvent event) {
        find(id).ifPresent(supervisor -> supervisor.report(event));
    }

    /** Tells what an inbox holds. */
    public void inbox(InboxEvent inbox) {
        notices.inbox(inbox);
        find(inbox.agent()).ifPresent(supervisor -> supervisor.tasks(inbox.count(), !inbox.arrived().isEmpty()));
    }

    /** Time has passed: idle agents are stopped, and what failed is tried again, as the policies say. */
    public void tick() {
        jumps.look(clock.instant(), System.nanoTime()).ifPresent(this::clockJumped);
        terminals.values().stream().filter(AgentTerminal::connected).forEach(AgentTerminal::sampleActivity);
        agents.values().forEach(AgentSupervisor::tick);
        agents.values().forEach(supervisor -> notices.tick(supervisor.view()));
        if (store.behind()) {
            saving.execute(store::saveAgain);
        }
    }

    /** Nobody is to be stopped for hours in which the machine slept, nor let be for hours that come again. */
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

    /** The agent, if it is on the roster. */
    public Optional<AgentView> agent(AgentId id) {
        return find(id).map(AgentSupervisor::view);
    }

    /** The agent's terminal, if it is on the roster. */
    public Optional<AgentTerminal> terminal(AgentId id) {
        return Optional.ofNullable(terminals.get(id));
    }

    /** All terminals, those of agents that do not run too. */
    public Collection<AgentTerminal> terminals() {
        return Collections.unmodifiableCollection(terminals.values());
    }

    /** Why nothing can be typed into the agent's terminal although it is held, in a sentence for people; empty where it can. */
    public Optional<String> standsStill(AgentId id) {
        return find(id).filter(AgentSupervisor::paused).map(paused -> ("%s is paused, so nothing can be typed: resume its container "
                + "(docker unpause), or restart the agent.").formatted(id));
    }

    /** What the agent's policy would do now if nothing changes. */
    public Explanation explain(AgentId id) {
        return supervisor(id).explain();
    }

    /** What that policy would do now instead of the agent's own; nothing changes. */
    public Explanation explain(AgentId id, AgentPolicy policy) {
        return supervisor(id).explain(policy);
    }

    /**
     * Starts the agent and waits for what comes of it.
     *
     * @return the active agent; fails with {@link NotPossible}, {@code EngineException} or {@code ProjectError}
     */
    public Uni<AgentView> start(AgentId id) {
        return supervisor(id).request(new Start(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    /** Stops the agent and waits for what comes of it, with failures as for {@link #start}. */
    public Uni<AgentView> stop(AgentId id) {
        return supervisor(id).request(new Stop(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.INACTIVE, "stopped"));
    }

    /** Stops the agent if it runs, starts it, and waits for what comes of it, with failures as for {@link #start}. */
    public Uni<AgentView> restart(AgentId id) {
        return supervisor(id).request(new Restart(Cause.PERSON)).invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    private static void expect(AgentView view, AgentState wanted, String done) {
        if (view.agent().state() != wanted) {
            throw new NotPossible("%s could not be %s, it is %s: %s.".formatted(view.id(), done, view.agent().state().word(),
                    view.reason()));
        }
    }

    /** Sets the agent's policy. */
    public Uni<AgentView> policy(AgentId id, AgentPolicy policy) {
        return supervisor(id).policy(policy);
    }

    /** How the engine fares. */
    public EngineHealth engine() {
        return reconciler.contact().health();
    }

    /** How long {@link #end} takes at most. */
    public Duration endsWithin() {
        return endsWithin;
    }

    /**
     * Ends in order: agents are stopped side by side or left, as configured. An agent whose terminal could not be taken up again is
     * stopped in any case. Blocks until done, no longer than {@link #endsWithin}.
     */
    public void end() {
        reconciler.contact().stop();
        agents.values().forEach(AgentSupervisor::retire);
        if (stopsAtEnd) {
            stopAll(agents.values(), endsWithin);
        }
        terminals.values().forEach(AgentTerminal::disconnect);
        saving.execute(store::saveAgain);
        saving.close();
    }

    private static void stopAll(Collection<AgentSupervisor> running, Duration patience) {
        var stops = running.stream()
                .filter(supervisor -> supervisor.view().agent().container().isPresent()
                        || supervisor.view().agent().state().passing())
                .map(supervisor -> supervisor.request(new Stop(Cause.hub("the hub ends")))
                        .onFailure().recoverWithItem(failure -> {
                            LOG.warnf("%s could not be stopped: %s", supervisor.view().id(), failure.getMessage());
                            return supervisor.view();
                        }))
                .toList();
        if (stops.isEmpty()) {
            return;
        }
        try {
            Uni.join().all(stops).andFailFast().await().atMost(patience);
        } catch (TimeoutException e) {
            LOG.warnf("Not all agents stopped within %d s; the next hub finds what still runs.", patience.toSeconds());
        }
    }

    private AgentSupervisor supervisor(AgentId id) {
        return find(id).orElseThrow(() -> new UnknownAgent(id.value()));
    }

    private Optional<AgentSupervisor> find(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }
}
