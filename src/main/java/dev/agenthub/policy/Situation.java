package dev.agenthub.policy;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentMachine;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.LastActivity;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An agent and everything else that its policy knows.
 *
 * @param tasks the number of tasks in its inbox
 * @param hadTasks whether its inbox has held a task since its last start
 * @param emptiedAt when its inbox became empty; absent while it holds a task, or if it never held one
 * @param lastActivity the last activity in its terminal
 * @param held whether a person stopped it; holds until a person starts it or, for an auto agent, a task arrives
 * @param backoff its consecutive failures
 */
public record Situation(Agent agent, AgentPolicy policy, int tasks, boolean hadTasks, Optional<Instant> emptiedAt,
        Optional<LastActivity> lastActivity, boolean held, Backoff backoff) {

    /** The situation after an event, and the command to run. */
    public record Next(Situation situation, Optional<Command> command) {
    }

    public Situation {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(emptiedAt, "emptiedAt");
        Objects.requireNonNull(lastActivity, "lastActivity");
        Objects.requireNonNull(backoff, "backoff");
        if (tasks < 0) {
            throw new IllegalArgumentException("tasks must not be negative: " + tasks);
        }
        if (tasks > 0 && (!hadTasks || emptiedAt.isPresent())) {
            throw new IllegalArgumentException("An inbox with tasks has had tasks, and is not empty.");
        }
    }

    /** The situation at the hub's start, before anything is known of the agent's inbox. */
    public static Situation of(Agent agent, AgentPolicy policy, boolean held) {
        return new Situation(agent, policy, 0, false, Optional.empty(), Optional.empty(), held, Backoff.NONE);
    }

    /** Applies an event to the agent. A program that keeps ending soon after its start counts as failed. */
    public Next after(AgentEvent event, Instant now) {
        var step = AgentMachine.next(agent, event, now);
        var next = follow(step.agent(), now);
        if (next.agent.state() == AgentState.INACTIVE && next.backoff.alarming()
                && Explanation.of(next, now).nextTry().isPresent()) {
            next = next.with(AgentMachine.next(next.agent, new AgentEvent.EndedTooOften(), now).agent());
        }
        return new Next(next, step.command());
    }

    /** A start resets the task history; a failure or an early end delays the next try. */
    private Situation follow(Agent next, Instant now) {
        if (agent.state() == next.state()) {
            return with(next);
        }
        return switch (next.state()) {
            // Reconnecting to a terminal is not a new start.
            case STARTING -> agent.state() == AgentState.ACTIVE ? with(next)
                    : new Situation(next, policy, tasks, tasks > 0, Optional.empty(), lastActivity, held, backoff);
            case ERROR -> with(next).with((ranLong(now) ? Backoff.NONE : backoff).failed(now));
            case INACTIVE -> with(next).with(agent.state() == AgentState.ACTIVE && !ranLong(now)
                    ? backoff.failed(now) : Backoff.NONE);
            case ACTIVE, STOPPING -> with(next);
        };
    }

    private boolean ranLong(Instant now) {
        return agent.state() == AgentState.ACTIVE && agent.since().plus(Backoff.EARLY_END).isBefore(now);
    }

    /** Sets the policy. */
    public Situation with(AgentPolicy next) {
        return new Situation(agent, next, tasks, hadTasks, emptiedAt, lastActivity, held, backoff);
    }

    /** Sets the last activity in the terminal. */
    public Situation lastActive(Optional<LastActivity> last) {
        return new Situation(agent, policy, tasks, hadTasks, emptiedAt, last, held, backoff);
    }

    /** Notes that a person stopped the agent, or started it. A start by a person forgets the failures. */
    public Situation held(boolean now) {
        return new Situation(agent, policy, tasks, hadTasks, emptiedAt, lastActivity, now,
                now ? backoff : Backoff.NONE);
    }

    /** Notes the number of tasks in the inbox, and whether one arrived. */
    public Situation tasks(int count, boolean arrived, Instant now) {
        var emptied = count > 0 ? Optional.<Instant>empty() : tasks > 0 ? Optional.of(now) : emptiedAt;
        // An arriving task releases an agent that a person stopped, but only if tasks launch it.
        var stillHeld = held && !(arrived && policy.launch() == LaunchPolicy.AUTO);
        return new Situation(agent, policy, count, hadTasks || count > 0, emptied, lastActivity, stillHeld, backoff);
    }

    /** Corrects for a jump of the clock: times in the future are moved to now. */
    public Situation notAfter(Instant now) {
        var emptied = emptiedAt.map(at -> at.isAfter(now) ? now : at);
        return new Situation(agent, policy, tasks, hadTasks, emptied, lastActivity, held, backoff.notAfter(now));
    }

    private Situation with(Agent next) {
        return new Situation(next, policy, tasks, hadTasks, emptiedAt, lastActivity, held, backoff);
    }

    private Situation with(Backoff next) {
        return new Situation(agent, policy, tasks, hadTasks, emptiedAt, lastActivity, held, next);
    }
}
