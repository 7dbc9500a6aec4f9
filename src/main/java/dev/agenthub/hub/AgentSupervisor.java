package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent.EndedTooOften;
import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Request;
import dev.agenthub.agent.AgentEvent.StartFailed;
import dev.agenthub.agent.AgentEvent.StopFailed;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentMachine;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause.Who;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.Command;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.EngineException;
import dev.agenthub.hub.HubEvent.AgentStateChanged;
import dev.agenthub.hub.HubEvent.AttentionChanged;
import dev.agenthub.hub.HubEvent.InboxChanged;
import dev.agenthub.hub.HubEvent.PolicyChanged;
import dev.agenthub.hub.HubEvent.PolicyDecided;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One agent and its lane. Whatever happens to it goes through the lane in order: the pure core says what becomes of it, effects are
 * begun, their outcomes come back through the lane, and after each step the policy is asked anew. All methods may be called from any thread
 * and do not block.
 */
final class AgentSupervisor {

    private static final Logger LOG = Logger.getLogger(AgentSupervisor.class);

    private final Lane lane = new Lane();
    private final Effects effects;
    private final HubEvents events;
    private final Consumer<SavedAgent> memory;
    private final TerminalState terminal;
    private final Contact engine;
    private final Clock clock;

    /* Changed in the lane only; read anywhere. */
    private volatile Agent agent;
    private volatile PolicyState standing;
    private volatile boolean retired;

    /* Used in the lane only. */
    private final List<UniEmitter<? super AgentView>> waiters = new ArrayList<>();
    private Throwable failure;
    private Optional<Waiting> waiting = Optional.empty();

    /**
     * @param memory told whenever something changes that must survive a restart of the hub
     * @param terminal what is seen of the agent's terminal
     * @param engine whether the engine can be asked, and confirms what is known
     */
    AgentSupervisor(AgentId id, PolicyState standing, Effects effects, HubEvents events, Consumer<SavedAgent> memory,
            TerminalState terminal, Contact engine, Clock clock) {
        this.agent = Agent.inactive(id, clock.instant());
        this.standing = standing;
        this.effects = effects;
        this.events = events;
        this.memory = memory;
        this.terminal = terminal;
        this.engine = engine;
        this.clock = clock;
    }

    AgentView view() {
        var now = agent;
        var unconfirmed = engine.unconfirmedSince();
        var calls = now.state() == AgentState.ACTIVE ? terminal.waiting() : Optional.<Waiting>empty();
        return new AgentView(now, reason(now, unconfirmed), standing.policy(), standing.tasks(), terminal.lastActivity(), calls, unconfirmed);
    }

    private String reason(Agent now, Optional<Instant> unconfirmed) {
        var next = now.state() == AgentState.ERROR ? explain(standing).nextTry().map(when -> "; " + when) : Optional.<String>empty();
        var asOf = unconfirmed.map(at -> "; as last known at " + at.truncatedTo(ChronoUnit.SECONDS) + ": the engine does not answer");
        return now.reason() + next.orElse("") + asOf.orElse("");
    }

    /** Whether its program stands still, because somebody has paused its container. */
    boolean paused() {
        var now = agent;
        return now.state() == AgentState.ACTIVE && now.paused();
    }

    /** What the policy would do now if nothing changes. */
    Explanation explain() {
        return explain(standing);
    }

    /** What that policy would do now instead; nothing changes. */
    Explanation explain(AgentPolicy policy) {
        return explain(standing.policy(policy));
    }

    private Explanation explain(PolicyState standing) {
        return Explanation.of(standing.situation(agent, terminal.lastActivity()), clock.instant());
    }

    /**
     * Asks for something, and tells the agent once it is neither starting nor stopping any more. Those who ask while something is under way
     * share its outcome. Fails with what went wrong where a command failed, and at once, with nothing changed, where the engine is needed
     * and does not answer.
     */
    Uni<AgentView> request(Request request) {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> {
            var away = needsEngine(request) ? engine.away() : Optional.<String>empty();
            if (away.isPresent()) {
                emitter.fail(new EngineException(EngineException.Kind.UNREACHABLE,
                        "%s stays as it is, because the engine does not answer. %s".formatted(agent.id(), away.get())));
                return;
            }
            if (request.cause().who() == Who.PERSON) {
                become(standing.held(request instanceof AgentEvent.Stop));
            }
            failure = null;
            waiters.add(emitter);
            step(request);
        }));
    }

    private boolean needsEngine(Request request) {
        return switch (request) {
            case AgentEvent.Start start -> true;
            case AgentEvent.Restart restart -> true;
            case AgentEvent.Stop stop -> agent.container().isPresent() || agent.state().passing();
        };
    }

    /** The engine does not confirm any more what is known of the agent, or does again: clients are told of it once more. */
    void contactChanged() {
        lane.run(() -> events.publish(new AgentStateChanged(view())));
    }

    /** Tells what the engine reported. */
    void report(AgentEvent event) {
        lane.run(() -> step(event));
    }

    /** Tells what the inbox holds, and whether something arrived in it. */
    void tasks(int count, boolean arrived) {
        lane.run(() -> {
            if (count != standing.tasks()) {
                events.publish(new InboxChanged(agent.id(), count));
            }
            become(standing.tasks(count, arrived, clock.instant()));
            applyPolicy();
        });
    }

    /** Sets another policy. */
    Uni<AgentView> policy(AgentPolicy policy) {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> {
            become(standing.policy(policy));
            events.publish(new PolicyChanged(agent.id(), policy));
            emitter.complete(view());
            applyPolicy();
        }));
    }

    /** Completes when the lane has come to this. */
    Uni<Void> pulse() {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> emitter.complete(null)));
    }

    /** From now on no policy acts: the hub ends. */
    void retire() {
        retired = true;
    }

    /** The clock has jumped. */
    void clockJumped() {
        lane.run(() -> standing = standing.notAfter(clock.instant()));
    }

    /** Time has passed. */
    void tick() {
        lane.run(() -> {
            tellAttention();
            applyPolicy();
        });
    }

    private void tellAttention() {
        var now = view().waiting();
        if (!now.equals(waiting)) {
            waiting = now;
            events.publish(new AttentionChanged(agent.id(), now));
        }
    }

    private void become(PolicyState next) {
        var before = standing;
        standing = next;
        if (before.held() != next.held() || !before.policy().equals(next.policy())) {
            memory.accept(new SavedAgent(agent.id(), Optional.of(next.policy()), next.held()));
        }
    }

    private void step(AgentEvent event) {
        var before = agent;
        var now = clock.instant();
        var step = AgentMachine.next(before, event, now);
        agent = step.agent();
        standing = standing.after(before, agent, now);
        if (agent.state() == AgentState.INACTIVE && standing.backoff().alarming() && explain().nextTry().isPresent()) {
            agent = AgentMachine.next(agent, new EndedTooOften(), now).agent();
        }
        if (before.state() != agent.state() || !before.reason().equals(agent.reason())) {
            var view = view();
            LOG.infof("%s: %s -> %s (%s)", agent.id(), before.state().word(), agent.state().word(), view.reason());
            events.publish(new AgentStateChanged(view));
        }
        step.command().ifPresent(this::begin);
        if (!agent.state().passing()) {
            settle();
            applyPolicy();
        }
    }

    private void begin(Command command) {
        effects.run(agent.id(), command)
                .subscribe().with(this::report, problem -> lane.run(() -> {
                    if (command.attempt() == agent.attempt()) {
                        failure = problem;
                    }
                    step(failed(command, problem));
                }));
    }

    private static Outcome failed(Command command, Throwable problem) {
        var reason = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        return switch (command) {
            case Command.StartContainer start -> new StartFailed(start.attempt(), reason);
            case Command.AdoptContainer adopt -> new StartFailed(adopt.attempt(), reason);
            case Command.StopContainer stop -> new StopFailed(stop.attempt(), reason);
        };
    }

    private void settle() {
        var waiting = List.copyOf(waiters);
        waiters.clear();
        var problem = agent.state() == AgentState.ERROR ? failure : null;
        failure = null;
        for (var waiter : waiting) {
            if (problem == null) {
                waiter.complete(view());
            } else {
                waiter.fail(problem);
            }
        }
    }

    /** Level-triggered: what the policy wants follows from how things are, not from what was missed. */
    private void applyPolicy() {
        var explanation = explain();
        var decision = explanation.decision();
        // While the engine is away nothing can come of it but failures, for which the next try would wait.
        if (retired || !decision.due(explanation.now()) || engine.away().isPresent()) {
            return;
        }
        LOG.infof("%s: policy %s", agent.id(), explanation.inFull());
        events.publish(new PolicyDecided(explanation));
        var cause = Cause.policy(decision.reason());
        switch (decision.action()) {
            case START -> step(new AgentEvent.Start(cause));
            case STOP -> step(new AgentEvent.Stop(cause));
            case NONE -> throw new IllegalStateException("Nothing to do is never due.");
        }
    }
}
