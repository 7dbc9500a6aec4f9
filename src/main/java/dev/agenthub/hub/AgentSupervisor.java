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
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Runs one agent. All its events pass through its lane in order. The pure core computes the next state, effects run the
 * commands, and their outcomes return through the lane. The policy is evaluated after each step. Thread-safe; no method
 * blocks.
 */
final class AgentSupervisor {

    private static final Logger LOG = Logger.getLogger(AgentSupervisor.class);

    private final Lane lane = new Lane();
    private final Effects effects;
    private final HubEvents events;
    private final Consumer<SavedAgent> save;
    private final TerminalState terminal;
    private final Contact engine;
    private final Clock clock;

    /* Changed in the lane only; read anywhere. */
    private volatile Agent agent;
    private volatile PolicyState policyState;
    private volatile boolean retired;

    /* Used in the lane only. */
    private final List<UniEmitter<? super AgentView>> waiters = new ArrayList<>();
    private Throwable failure;
    private Optional<Waiting> waiting = Optional.empty();

    /**
     * @param save called whenever something changes that must survive a restart of the hub
     * @param terminal the activity in the agent's terminal
     * @param engine the hub's contact with the engine
     */
    AgentSupervisor(AgentId id, PolicyState policyState, Effects effects, HubEvents events, Consumer<SavedAgent> save,
            TerminalState terminal, Contact engine, Clock clock) {
        this.agent = Agent.inactive(id, clock.instant());
        this.policyState = policyState;
        this.effects = effects;
        this.events = events;
        this.save = save;
        this.terminal = terminal;
        this.engine = engine;
        this.clock = clock;
    }

    AgentView view() {
        var now = agent;
        var unconfirmed = engine.unconfirmedSince();
        var waiting = now.state() == AgentState.ACTIVE ? terminal.waiting() : Optional.<Waiting>empty();
        return new AgentView(now, reason(now, unconfirmed), policyState.policy(), policyState.tasks(),
                terminal.lastActivity(), waiting, unconfirmed);
    }

    private String reason(Agent now, Optional<Instant> unconfirmed) {
        var next = now.state() == AgentState.ERROR
                ? explain(policyState).nextTry().map(when -> "; " + when)
                : Optional.<String>empty();
        var asOf = unconfirmed.map(at -> "; as last known at %s: the engine does not answer"
                .formatted(at.truncatedTo(ChronoUnit.SECONDS)));
        return now.reason() + next.orElse("") + asOf.orElse("");
    }

    /** Whether the agent is active and its container is paused. */
    boolean paused() {
        var now = agent;
        return now.state() == AgentState.ACTIVE && now.paused();
    }

    /** Explains the policy's current decision. */
    Explanation explain() {
        return explain(policyState);
    }

    /** Explains what the policy would decide after the change; changes nothing. */
    Explanation explain(UnaryOperator<AgentPolicy> change) {
        var current = policyState;
        return explain(current.policy(change.apply(current.policy())));
    }

    private Explanation explain(PolicyState state) {
        return Explanation.of(state.situation(agent, terminal.lastActivity()), clock.instant());
    }

    /**
     * Submits a request and completes once the agent is neither starting nor stopping. Requests made while a command is
     * pending share its outcome. Fails if a command failed. Fails immediately, and changes nothing, if the request
     * needs the engine and the engine does not answer.
     */
    Uni<AgentView> request(Request request) {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> {
            var outage = needsEngine(request) ? engine.outage() : Optional.<String>empty();
            if (outage.isPresent()) {
                emitter.fail(new EngineException(EngineException.Kind.UNREACHABLE,
                        "%s is unchanged, because the engine does not answer. %s".formatted(agent.id(), outage.get())));
                return;
            }
            if (request.cause().who() == Who.PERSON) {
                update(policyState.held(request instanceof AgentEvent.Stop));
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
            case AgentEvent.Stop stop -> agent.container().isPresent() || agent.state().transitional();
        };
    }

    /** Publishes the agent again, because the engine stopped or resumed confirming its state. */
    void confirmationChanged() {
        lane.run(() -> events.publish(new AgentStateChanged(view())));
    }

    /** Handles an event reported by the engine. */
    void report(AgentEvent event) {
        lane.run(() -> step(event));
    }

    /** Handles a change of the inbox: its task count, and whether a task arrived. */
    void tasks(int count, boolean arrived) {
        lane.run(() -> {
            if (count != policyState.tasks()) {
                events.publish(new InboxChanged(agent.id(), count));
            }
            update(policyState.tasks(count, arrived, clock.instant()));
            applyPolicy();
        });
    }

    /** Changes the policy, in the lane, so that each of several changes at once counts. */
    Uni<AgentView> policy(UnaryOperator<AgentPolicy> change) {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> {
            var policy = change.apply(policyState.policy());
            update(policyState.policy(policy));
            events.publish(new PolicyChanged(agent.id(), policy));
            emitter.complete(view());
            applyPolicy();
        }));
    }

    /** Completes when the lane has run everything queued before. */
    Uni<Void> checkLane() {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> emitter.complete(null)));
    }

    /** Disables the policy, because the hub is shutting down. */
    void retire() {
        retired = true;
    }

    /** Corrects recorded times after a jump of the clock. */
    void clockJumped() {
        lane.run(() -> policyState = policyState.notAfter(clock.instant()));
    }

    /** Applies what depends on time; called periodically. */
    void tick() {
        lane.run(() -> {
            publishAttention();
            applyPolicy();
        });
    }

    private void publishAttention() {
        var now = view().waiting();
        if (!now.equals(waiting)) {
            waiting = now;
            events.publish(new AttentionChanged(agent.id(), now));
        }
    }

    private void update(PolicyState next) {
        var before = policyState;
        policyState = next;
        if (before.held() != next.held() || !before.policy().equals(next.policy())) {
            save.accept(new SavedAgent(agent.id(), Optional.of(next.policy()), next.held()));
        }
    }

    private void step(AgentEvent event) {
        var before = agent;
        var now = clock.instant();
        var step = AgentMachine.next(before, event, now);
        agent = step.agent();
        policyState = policyState.after(before, agent, now);
        if (agent.state() == AgentState.INACTIVE && policyState.backoff().alarming()
                && explain().nextTry().isPresent()) {
            agent = AgentMachine.next(agent, new EndedTooOften(), now).agent();
        }
        if (before.state() != agent.state() || !before.reason().equals(agent.reason())) {
            var view = view();
            LOG.infof("%s: %s -> %s (%s)", agent.id(), before.state().word(), agent.state().word(), view.reason());
            events.publish(new AgentStateChanged(view));
        }
        step.command().ifPresent(this::begin);
        if (!agent.state().transitional()) {
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
        var settled = List.copyOf(waiters);
        waiters.clear();
        var problem = agent.state() == AgentState.ERROR ? failure : null;
        failure = null;
        for (var waiter : settled) {
            if (problem == null) {
                waiter.complete(view());
            } else {
                waiter.fail(problem);
            }
        }
    }

    /** Level-triggered: the decision depends on the current state, not on past events. */
    private void applyPolicy() {
        var explanation = explain();
        var decision = explanation.decision();
        // Without the engine every action would fail and lengthen the backoff.
        if (retired || !decision.due(explanation.now()) || engine.outage().isPresent()) {
            return;
        }
        LOG.infof("%s: policy %s", agent.id(), explanation.details());
        events.publish(new PolicyDecided(explanation));
        var cause = Cause.policy(decision.reason());
        switch (decision.action()) {
            case START -> step(new AgentEvent.Start(cause));
            case STOP -> step(new AgentEvent.Stop(cause));
            case NONE -> throw new IllegalStateException("Action NONE is never due.");
        }
    }
}
