package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.Backoff;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.Situation;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy inputs kept for an agent, in addition to the agent itself; the components are those of {@link Situation}.
 */
record PolicyState(AgentPolicy policy, int tasks, boolean hadTasks, Optional<Instant> emptiedAt, boolean held, Backoff backoff) {

    static PolicyState of(AgentPolicy policy, boolean held) {
        return new PolicyState(policy, 0, false, Optional.empty(), held, Backoff.NONE);
    }

    Situation situation(Agent agent, Optional<LastActivity> lastActivity) {
        return new Situation(agent, policy, tasks, hadTasks, emptiedAt, lastActivity, held, backoff);
    }

    PolicyState policy(AgentPolicy next) {
        return new PolicyState(next, tasks, hadTasks, emptiedAt, held, backoff);
    }

    /** Corrects for a jump of the clock: times in the future are moved to now. */
    PolicyState notAfter(Instant now) {
        var emptied = emptiedAt.map(at -> at.isAfter(now) ? now : at);
        return new PolicyState(policy, tasks, hadTasks, emptied, held, backoff.notAfter(now));
    }

    PolicyState held(boolean now) {
        return new PolicyState(policy, tasks, hadTasks, emptiedAt, now, now ? backoff : Backoff.NONE);
    }

    PolicyState tasks(int count, boolean arrived, Instant now) {
        var emptied = count > 0 ? Optional.<Instant>empty() : tasks > 0 ? Optional.of(now) : emptiedAt;
        // An arriving task releases an agent that a person stopped, but only if tasks launch it.
        var stillHeld = held && !(arrived && policy.launch() == LaunchPolicy.AUTO);
        return new PolicyState(policy, count, hadTasks || count > 0, emptied, stillHeld, backoff);
    }

    /**
     * Follows a change of the agent's state: a start resets the task history, a failure or early end delays the next
     * try.
     */
    PolicyState after(Agent before, Agent after, Instant now) {
        if (before.state() == after.state()) {
            return this;
        }
        return switch (after.state()) {
            // Reconnecting to a terminal is not a new start.
            case STARTING -> before.state() == AgentState.ACTIVE
                    ? this
                    : new PolicyState(policy, tasks, tasks > 0, Optional.empty(), held, backoff);
            // From inactive, the failure has already been counted.
            case ERROR -> before.state() == AgentState.INACTIVE
                    ? this
                    : withBackoff((ranLong(before, now) ? Backoff.NONE : backoff).failed(now));
            case INACTIVE -> withBackoff(before.state() == AgentState.ACTIVE && !ranLong(before, now)
                    ? backoff.failed(now)
                    : Backoff.NONE);
            case ACTIVE, STOPPING -> this;
        };
    }

    private static boolean ranLong(Agent before, Instant now) {
        return before.state() == AgentState.ACTIVE && before.since().plus(Backoff.EARLY_END).isBefore(now);
    }

    private PolicyState withBackoff(Backoff next) {
        return new PolicyState(policy, tasks, hadTasks, emptiedAt, held, next);
    }
}
