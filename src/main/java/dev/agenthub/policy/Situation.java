package dev.agenthub.policy;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.LastActivity;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a decision depends on.
 *
 * @param tasks how many tasks its inbox holds
 * @param hadTasks whether its inbox has held a task since it was last started
 * @param emptiedAt when its inbox became empty; empty while it holds a task, or where it never did
 * @param lastActivity when its terminal last showed activity
 * @param held whether a person stopped it, which stands until a person starts it or, for an auto agent, a task arrives
 */
public record Situation(Agent agent, AgentPolicy policy, int tasks, boolean hadTasks, Optional<Instant> emptiedAt,
        Optional<LastActivity> lastActivity, boolean held, Backoff backoff) {
}
