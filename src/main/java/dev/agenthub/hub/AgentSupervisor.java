package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.InspectFailed;
import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Request;
import dev.agenthub.agent.AgentEvent.StartFailed;
import dev.agenthub.agent.AgentEvent.StartProgress;
import dev.agenthub.agent.AgentEvent.StopFailed;
import dev.agenthub.agent.AgentEvent.TerminalEnded;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.Cause.Who;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.Life.Active;
import dev.agenthub.agent.Life.Link.Connected;
import dev.agenthub.agent.Run;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.hub.HubEvent.AgentStateChanged;
import dev.agenthub.hub.HubEvent.AttentionChanged;
import dev.agenthub.hub.HubEvent.InboxChanged;
import dev.agenthub.hub.HubEvent.PolicyChanged;
import dev.agenthub.hub.HubEvent.PolicyDecided;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import dev.agenthub.policy.Situation;
import dev.agenthub.terminal.ProgramTerminal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Runs one agent. All its events pass through its lane in order. The pure core computes the next state, effects run the
 * commands, and their outcomes return through the lane, which also connects the terminal of a program that runs. The
 * policy is evaluated after each step. Thread-safe; no method blocks.
 */
final class AgentSupervisor {

    private static final Logger LOG = Logger.getLogger(AgentSupervisor.class);

    private final Lane lane;
    private final Effects effects;
    private final HubEvents events;
    private final Consumer<SavedAgent> save;
    private final ProgramTerminal terminal;
    private final Contact engine;
    private final Clock clock;

    /* Changed in the lane only; read anywhere. */
    private volatile Situation situation;
    private volatile boolean retired;

    /* Used in the lane only. */
    private final List<UniEmitter<? super AgentView>> waiters = new ArrayList<>();
    private Optional<TerminalConnection> connection = Optional.empty();
    private Throwable failure;
    private Optional<Waiting> waiting = Optional.empty();

    /**
     * @param held whether a person stopped it before the hub's start
     * @param save called whenever something changes that must survive a restart of the hub
     * @param engine the hub's contact with the engine
     * @param executor runs the lane
     */
    AgentSupervisor(AgentId id, AgentPolicy policy, boolean held, Effects effects, HubEvents events,
            Consumer<SavedAgent> save, ProgramTerminal terminal, Contact engine, Clock clock, Executor executor) {
        this.lane = new Lane(executor);
        this.situation = Situation.of(Agent.inactive(id, clock.instant()), policy, held);
        this.effects = effects;
        this.events = events;
        this.save = save;
        this.terminal = terminal;
        this.engine = engine;
        this.clock = clock;
    }

    AgentView view() {
        var now = situation;
        var agent = now.agent();
        var unconfirmed = engine.unconfirmedSince();
        var waiting = agent.state() == AgentState.ACTIVE ? terminal.waiting() : Optional.<Waiting>empty();
        return new AgentView(agent, reason(now, unconfirmed), now.policy(), now.tasks(), terminal.lastActivity(),
                waiting, unconfirmed);
    }

    private String reason(Situation now, Optional<Instant> unconfirmed) {
        var next = now.agent().state() == AgentState.ERROR
                ? explain(now).nextTry().map(when -> "; " + when)
                : Optional.<String>empty();
        var asOf = unconfirmed.map(at -> "; as last known at %s: the engine does not answer"
                .formatted(at.truncatedTo(ChronoUnit.SECONDS)));
        return now.agent().reason() + next.orElse("") + asOf.orElse("");
    }

    /** The agent, without what clients see in addition. */
    Agent agent() {
        return situation.agent();
    }

    /** Explains the policy's current decision. */
    Explanation explain() {
        return explain(situation);
    }

    /** Explains what the policy would decide after the change; changes nothing. */
    Explanation explain(UnaryOperator<AgentPolicy> change) {
        var now = situation;
        return explain(now.with(change.apply(now.policy())));
    }

    private Explanation explain(Situation now) {
        return Explanation.of(now.lastActive(terminal.lastActivity()), clock.instant());
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
                        "%s is unchanged, because the engine does not answer. %s"
                                .formatted(agent().id(), outage.get())));
                return;
            }
            if (request.cause().who() == Who.PERSON) {
                update(situation.held(request instanceof AgentEvent.Stop));
            }
            failure = null;
            waiters.add(emitter);
            step(request);
        }));
    }

    private boolean needsEngine(Request request) {
        return switch (request) {
            case AgentEvent.Start _, AgentEvent.Restart _ -> true;
            case AgentEvent.Stop _ -> agent().run().isPresent() || agent().state().transitional();
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
            if (count != situation.tasks()) {
                events.publish(new InboxChanged(agent().id(), count));
            }
            update(situation.tasks(count, arrived, clock.instant()));
            applyPolicy();
        });
    }

    /**
     * Changes the policy, in the lane, so that each of several changes at once counts.
     *
     * @param change may throw, which fails the result and changes nothing
     */
    Uni<AgentView> policy(UnaryOperator<AgentPolicy> change) {
        return Uni.createFrom().emitter(emitter -> lane.run(() -> {
            AgentPolicy policy;
            try {
                policy = change.apply(situation.policy());
            } catch (RuntimeException e) {
                emitter.fail(e);
                return;
            }
            update(situation.with(policy));
            events.publish(new PolicyChanged(agent().id(), policy));
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
        lane.run(() -> situation = situation.notAfter(clock.instant()));
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
            events.publish(new AttentionChanged(agent().id(), now));
        }
    }

    private void update(Situation next) {
        var before = situation;
        situation = next;
        if (before.held() != next.held() || !before.policy().equals(next.policy())) {
            save.accept(new SavedAgent(agent().id(), Optional.of(next.policy()), next.held()));
        }
    }

    private void step(AgentEvent event) {
        step(event, Optional.empty());
    }

    private void step(AgentEvent event, Optional<TerminalConnection> opened) {
        var before = agent();
        var next = situation.after(event, clock.instant());
        var agent = next.situation().agent();
        // Connected first, so that an agent that is seen as active takes input.
        opened.ifPresent(program -> connect(agent, program, agent.equals(before)));
        situation = next.situation();
        if (before.state() != agent.state() || !before.reason().equals(agent.reason())) {
            var view = view();
            LOG.infof("%s: %s -> %s (%s)", agent.id(), before.state().word(), agent.state().word(), view.reason());
            events.publish(new AgentStateChanged(view));
        }
        next.command().ifPresent(this::begin);
        if (!agent.state().transitional()) {
            // A start waits for the inspection of an end that was reported meanwhile; other requests do not.
            if (agent.pending().isEmpty() || event instanceof Request) {
                settle();
            }
            applyPolicy();
        }
    }

    /** Takes the terminal that a command opened, unless the outcome was late, or the agent or the hub must stop. */
    private void connect(Agent agent, TerminalConnection opened, boolean late) {
        if (!late && !retired && agent.life() instanceof Active(var run, Connected _, _)) {
            connection = Optional.of(opened);
            terminal.connect(opened, () -> ended(run, opened));
        } else {
            opened.close();
        }
    }

    /** The engine records a program's end shortly after the connection's; the exit call waits for it. */
    private void ended(Run run, TerminalConnection ended) {
        ended.exit().onFailure().recoverWithItem(Exit.UNKNOWN).subscribe().with(exit -> lane.run(() -> {
            // The end of a connection that was replaced, or that the hub closes as it shuts down, is no news.
            if (!retired && connection.filter(current -> current == ended).isPresent()) {
                connection = Optional.empty();
                step(new TerminalEnded(run, exit));
            }
        }));
    }

    private void begin(Command command) {
        effects.run(agent().id(), command, doing -> waiting(command, doing)).subscribe().with(
                result -> lane.run(() -> step(result.outcome(), result.opened())),
                problem -> lane.run(() -> {
                    if (command.attempt() == agent().attempt() && agent().state().transitional()) {
                        failure = problem;
                    }
                    if (command instanceof Command.InspectContainer) {
                        LOG.warnf("The container of %s cannot be inspected, so its state may be out of date: %s",
                                agent().id(), problem.getMessage());
                    }
                    step(failed(command, problem));
                }));
    }

    /** Shows what a start waits for; returns whether the start is still wanted. */
    private boolean waiting(Command command, String doing) {
        report(new StartProgress(command.attempt(), doing));
        var now = agent();
        return now.state() == AgentState.STARTING && now.attempt() == command.attempt();
    }

    private static Outcome failed(Command command, Throwable problem) {
        var message = problem.getMessage();
        var reason = message == null || message.isBlank() ? problem.toString() : message;
        return switch (command) {
            case Command.StartContainer _, Command.AdoptContainer _ -> new StartFailed(command.attempt(), reason);
            case Command.StopContainer _ -> new StopFailed(command.attempt(), reason);
            case Command.InspectContainer _ -> new InspectFailed(command.attempt());
        };
    }

    private void settle() {
        var settled = List.copyOf(waiters);
        waiters.clear();
        var problem = agent().state() == AgentState.ERROR ? failure : null;
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
        LOG.infof("%s: policy %s", agent().id(), explanation.details());
        events.publish(new PolicyDecided(explanation));
        var cause = Cause.policy(decision.reason());
        switch (decision.action()) {
            case START -> step(new AgentEvent.Start(cause));
            case STOP -> step(new AgentEvent.Stop(cause));
            case NONE -> throw new IllegalStateException("Action NONE is never due.");
        }
    }
}
