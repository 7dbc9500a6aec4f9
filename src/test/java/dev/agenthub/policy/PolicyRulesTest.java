package dev.agenthub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.policy.Decision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(2));

    private static Agent agent(AgentState state) {
        var container = state == AgentState.ACTIVE ? Optional.of(new Container("c1", LONG_AGO)) : Optional.<Container>empty();
        return new Agent(new AgentId("qa"), state, "so it is", LONG_AGO, 1, container, Optional.empty(), false, Optional.empty());
    }

    private static Situation situation(AgentState state, LaunchPolicy launch, ShutdownPolicy shutdown, int tasks) {
        return new Situation(agent(state), new AgentPolicy(launch, shutdown, 30), tasks, true,
                tasks == 0 ? Optional.of(LONG_AGO) : Optional.empty(), Optional.of(LONG_AGO), false, Backoff.NONE);
    }

    private static Action due(Situation situation) {
        var decision = PolicyRules.decide(situation, NOW);
        assertThat(decision.reason()).isNotBlank();
        return decision.due(NOW) ? decision.action() : Action.NONE;
    }

    /** The design's table: what each policy does at once about an agent that has long had no activity. */
    @ParameterizedTest(name = "{0}, {1}, {2} with {3} tasks: {4}")
    @CsvSource({
        "INACTIVE, MANUAL, MANUAL, 0, NONE", "INACTIVE, MANUAL, MANUAL, 2, NONE",
        "INACTIVE, AUTO, EMPTY, 0, NONE", "INACTIVE, AUTO, EMPTY, 2, START",
        "INACTIVE, ALWAYS, IDLE, 0, START", "INACTIVE, ALWAYS, IDLE, 2, START",
        "ERROR, MANUAL, MANUAL, 2, NONE", "ERROR, AUTO, MANUAL, 2, START", "ERROR, ALWAYS, MANUAL, 0, START",
        "ACTIVE, MANUAL, MANUAL, 0, NONE", "ACTIVE, MANUAL, EMPTY, 0, STOP", "ACTIVE, MANUAL, EMPTY, 2, NONE",
        "ACTIVE, MANUAL, IDLE, 0, STOP", "ACTIVE, AUTO, IDLE, 2, STOP",
        "ACTIVE, AUTO, MANUAL, 0, NONE", "ACTIVE, AUTO, EMPTY, 0, STOP",
        "ACTIVE, ALWAYS, MANUAL, 0, NONE", "ACTIVE, ALWAYS, EMPTY, 0, NONE", "ACTIVE, ALWAYS, IDLE, 0, NONE",
        "STARTING, ALWAYS, MANUAL, 2, NONE", "STARTING, AUTO, EMPTY, 0, NONE",
        "STOPPING, ALWAYS, MANUAL, 2, NONE", "STOPPING, AUTO, IDLE, 0, NONE"})
    void theTable(AgentState state, LaunchPolicy launch, ShutdownPolicy shutdown, int tasks, Action action) {
        assertThat(due(situation(state, launch, shutdown, tasks))).isEqualTo(action);
    }

    @Test
    void anAutoAgentThatAPersonStoppedStaysStopped() {
        var s = situation(AgentState.INACTIVE, LaunchPolicy.AUTO, ShutdownPolicy.MANUAL, 3);
        var held = new Situation(s.agent(), s.policy(), s.tasks(), s.hadTasks(), s.emptiedAt(), s.lastActivity(), true, s.backoff());
        assertThat(due(held)).isEqualTo(Action.NONE);
    }

    @Test
    void anIdleAgentIsStoppedWhenItsTimeoutHasPassedSinceItsLastActivity() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.MANUAL, ShutdownPolicy.IDLE, 0);
        var active = new Situation(s.agent(), s.policy(), 0, true, s.emptiedAt(), Optional.of(NOW.minusSeconds(60)), false, s.backoff());
        var decision = PolicyRules.decide(active, NOW);
        assertThat(decision.action()).isEqualTo(Action.STOP);
        assertThat(decision.at()).contains(NOW.minusSeconds(60).plus(Duration.ofMinutes(30)));
    }

    @Test
    void anAgentWhoseInboxBecameEmptyIsLetFinishItsLastWords() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.AUTO, ShutdownPolicy.EMPTY, 0);
        var busy = new Situation(s.agent(), s.policy(), 0, true, Optional.of(NOW.minusSeconds(20)),
                Optional.of(NOW.minusSeconds(1)), false, s.backoff());
        assertThat(PolicyRules.decide(busy, NOW).at()).contains(NOW.minusSeconds(1).plus(PolicyRules.EMPTY_GRACE));
    }

    @Test
    void anAgentThatHadNoTaskYetIsNotStoppedForItsEmptyInbox() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.MANUAL, ShutdownPolicy.EMPTY, 0);
        var fresh = new Situation(s.agent(), s.policy(), 0, false, Optional.empty(), s.lastActivity(), false, s.backoff());
        assertThat(PolicyRules.decide(fresh, NOW).action()).isEqualTo(Action.NONE);
    }

    @Property
    void failuresMakeTheNextTryWaitLongerUpToFiveMinutesAndNeverForEver(@ForAll @IntRange(min = 1, max = 10_000) int failures) {
        var backoff = new Backoff(failures, Optional.of(NOW));
        assertThat(backoff.delay()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
        assertThat(new Backoff(failures + 1, Optional.of(NOW)).delay()).isGreaterThanOrEqualTo(backoff.delay());
        assertThat(backoff.retryAt()).isAfter(NOW);
    }

    @Property
    void whateverIsDecidedIsOnceDueAndNeverAnAccident(@ForAll AgentState state, @ForAll LaunchPolicy launch,
            @ForAll ShutdownPolicy shutdown, @ForAll @IntRange(min = 0, max = 3) int tasks) {
        var decision = PolicyRules.decide(situation(state, launch, shutdown, tasks), NOW);
        assertThat(decision.at().isPresent()).isEqualTo(decision.action() != Action.NONE);
        if (state == AgentState.ACTIVE && launch == LaunchPolicy.ALWAYS) {
            assertThat(decision.action()).isEqualTo(Action.NONE);
        }
    }
}
