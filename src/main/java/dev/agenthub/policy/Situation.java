package dev.agenthub.policy;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.LastActivity;
import java.time.Instant;
import java.util.Optional;

/**
 * The inputs of a policy decision.
 *
 * @param tasks the number of tasks in its inbox
 * @param hadTasks whether its inbox has held a task since its last start
 * @param emptiedAt when its inbox became empty; absent while it holds a task, or if it never held one
 * @param lastActivity the last activity in its terminal
 * @param held whether a person stopped it; holds until a person starts it or, for an auto agent, a task arrives
 */
public record Situation(Agent agent, AgentPolicy policy, int tasks, boolean hadTasks, Optional<Instant> emptiedAt,
        Optional<LastActivity> lastActivity, boolean held, Backoff backoff) {
}
