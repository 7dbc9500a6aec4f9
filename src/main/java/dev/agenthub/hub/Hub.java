package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Explanation;
import dev.agenthub.terminal.AgentTerminals;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The team as clients see it. Calls that name an agent throw {@link UnknownAgent} if it is not on the roster.
 * Thread-safe; no method blocks.
 */
@Singleton
public class Hub {

    private final Supervisors supervisors;
    private final AgentTerminals terminals;
    private final EngineContact contact;
    private final Reconciler reconciler;

    Hub(Supervisors supervisors, AgentTerminals terminals, EngineContact contact, Reconciler reconciler) {
        this.supervisors = supervisors;
        this.terminals = terminals;
        this.contact = contact;
        this.reconciler = reconciler;
    }

    /** Completes after the first reconcile, or when the engine turns out not to answer. */
    public Uni<Void> firstReconcile() {
        return reconciler.firstReconcile();
    }

    /** Whether {@link #firstReconcile} has completed. */
    public boolean hasReconciled() {
        return reconciler.hasReconciled();
    }

    /** All agents, in the roster's order. */
    public List<AgentView> agents() {
        return supervisors.all().stream().map(AgentSupervisor::view).toList();
    }

    /** The agent; empty if it is not on the roster. */
    public Optional<AgentView> agent(AgentId id) {
        return supervisors.find(id).map(AgentSupervisor::view);
    }

    /** A user-facing sentence that says why a paused agent takes no input; empty if the agent is not paused. */
    public Optional<String> pausedReason(AgentId id) {
        return supervisors.find(id).map(AgentSupervisor::agent).filter(Agent::paused).map(paused ->
                ("%s is paused and takes no input: resume its container (docker unpause), or restart the agent.")
                        .formatted(id));
    }

    /** Explains the current decision of the agent's policy. */
    public Explanation explain(AgentId id) {
        return supervisors.get(id).explain();
    }

    /** Explains what the agent's policy would decide after the change; changes nothing. */
    public Explanation explain(AgentId id, UnaryOperator<AgentPolicy> change) {
        return supervisors.get(id).explain(change);
    }

    /**
     * Starts the agent and waits for the outcome.
     *
     * @return the active agent; fails with {@link NotPossible}, {@code EngineException} or {@code ProjectError}
     */
    public Uni<AgentView> start(AgentId id) {
        return supervisors.get(id).request(new Start(Cause.PERSON))
                .invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    /** Stops the agent and waits for the outcome; fails as {@link #start} does. */
    public Uni<AgentView> stop(AgentId id) {
        return supervisors.get(id).request(new Stop(Cause.PERSON))
                .invoke(agent -> expect(agent, AgentState.INACTIVE, "stopped"));
    }

    /** Stops the agent if it runs, starts it, and waits for the outcome; fails as {@link #start} does. */
    public Uni<AgentView> restart(AgentId id) {
        return supervisors.get(id).request(new Restart(Cause.PERSON))
                .invoke(agent -> expect(agent, AgentState.ACTIVE, "started"));
    }

    private static void expect(AgentView view, AgentState wanted, String done) {
        if (view.agent().state() != wanted) {
            throw new NotPossible("%s could not be %s; it is %s: %s.".formatted(view.id(), done,
                    view.agent().state().word(), view.reason()));
        }
    }

    /** Changes the agent's policy; each of several changes at once counts. */
    public Uni<AgentView> policy(AgentId id, UnaryOperator<AgentPolicy> change) {
        return supervisors.get(id).policy(change);
    }

    /** The engine's state. */
    public EngineHealth engine() {
        return contact.health();
    }
}
