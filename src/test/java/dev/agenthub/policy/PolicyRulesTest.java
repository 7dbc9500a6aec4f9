package dev.agenthub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.LastActivity.Source;
import dev.agenthub.agent.Life;
import dev.agenthub.agent.Life.Link.Connected;
import dev.agenthub.agent.Life.Purpose.Rest;
import dev.agenthub.agent.Run;
import dev.agenthub.agent.Why;
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
        var run = new Run("c1", LONG_AGO, true);
        var start = new StartContainer(1);
        var stop = new StopContainer(1, run, false);
        var id = new AgentId("qa");
        return switch (state) {
            case INACTIVE -> Agent.inactive(id, LONG_AGO);
            case STARTING -> new Agent(id, new Life.Starting(new Why.Restarting(), Optional.empty(), Optional.empty()),
                    LONG_AGO, 1, Optional.of(start), Optional.empty());
            case ACTIVE -> new Agent(id, new Life.Active(run, new Connected(), false), LONG_AGO, 1, Optional.empty(),
                    Optional.empty());
            case STOPPING -> new Agent(id, new Life.Stopping(Optional.of(run), new Rest(Cause.PERSON)), LONG_AGO, 1,
                    Optional.of(stop), Optional.empty());
            case ERROR -> new Agent(id, new Life.Failed(new Why.Failure("any reason"), Optional.empty()), LONG_AGO, 1,
                    Optional.empty(), Optional.empty());
        };
    }

    private static Situation situation(AgentState state, LaunchPolicy launch, ShutdownPolicy shutdown, int tasks) {
        return new Situation(agent(state), new AgentPolicy(launch, shutdown, 30), tasks, true,
                tasks == 0 ? Optional.of(LONG_AGO) : Optional.empty(), by(LONG_AGO), false, Backoff.NONE);
    }

    private static Optional<LastActivity> by(Instant at) {
        return Optional.of(new LastActivity(at, Source.OUTPUT));
    }

    private static Action due(Situation situation) {
        var decision = PolicyRules.decide(situation, NOW);
        assertThat(decision.reason()).isNotBlank();
        return decision.due(NOW) ? decision.action() : Action.NONE;
    }

    /**
     * Launch policy by shutdown policy by state, for an agent that has been idle for two hours and has had tasks.
     * Columns: the action while inactive, active and in error, each without and with two waiting tasks.
     */
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "MANUAL, MANUAL, NONE, NONE, NONE, NONE, NONE, NONE",
        "MANUAL, EMPTY,  NONE, NONE, STOP, NONE, NONE, NONE",
        "MANUAL, IDLE,   NONE, NONE, STOP, STOP, NONE, NONE",
        "AUTO,   MANUAL, NONE, START, NONE, NONE, NONE, START",
        "AUTO,   EMPTY,  NONE, START, STOP, NONE, NONE, START",
        "AUTO,   IDLE,   NONE, START, STOP, STOP, NONE, START",
        "ALWAYS, MANUAL, START, START, NONE, NONE, START, START",
        "ALWAYS, EMPTY,  START, START, NONE, NONE, START, START",
        "ALWAYS, IDLE,   START, START, NONE, NONE, START, START"})
    void everyPolicyDecidesInEveryStableState(LaunchPolicy launch, ShutdownPolicy shutdown, Action inactive,
            Action inactiveTasks, Action active, Action activeTasks, Action error, Action errorTasks) {
        assertThat(due(situation(AgentState.INACTIVE, launch, shutdown, 0))).isEqualTo(inactive);
        assertThat(due(situation(AgentState.INACTIVE, launch, shutdown, 2))).isEqualTo(inactiveTasks);
        assertThat(due(situation(AgentState.ACTIVE, launch, shutdown, 0))).isEqualTo(active);
        assertThat(due(situation(AgentState.ACTIVE, launch, shutdown, 2))).isEqualTo(activeTasks);
        assertThat(due(situation(AgentState.ERROR, launch, shutdown, 0))).isEqualTo(error);
        assertThat(due(situation(AgentState.ERROR, launch, shutdown, 2))).isEqualTo(errorTasks);
        for (var tasks : new int[] {0, 2}) {
            assertThat(due(situation(AgentState.STARTING, launch, shutdown, tasks))).isEqualTo(Action.NONE);
            assertThat(due(situation(AgentState.STOPPING, launch, shutdown, tasks))).isEqualTo(Action.NONE);
        }
    }

    @Test
    void anExplanationIsOneSentence() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.MANUAL, ShutdownPolicy.IDLE, 0);
        var idle = new Situation(s.agent(), s.policy(), 0, true, s.emptiedAt(), by(NOW.minus(Duration.ofMinutes(18))),
                false, s.backoff());
        assertThat(Explanation.of(idle, NOW).summary())
                .isEqualTo("stops in 12 min: idle, last activity 18 min ago by output");
        assertThat(Explanation.of(idle, NOW.plus(Duration.ofHours(1))).summary())
                .isEqualTo("stops now: idle, last activity 78 min ago by output");

        var failing = new Situation(agent(AgentState.ERROR),
                new AgentPolicy(LaunchPolicy.ALWAYS, ShutdownPolicy.MANUAL, 30), 0, false,
                Optional.empty(), Optional.empty(), false, new Backoff(6, Optional.of(NOW)));
        assertThat(Explanation.of(failing, NOW).summary())
                .isEqualTo("starts in 32 s: it is always on; it failed 6 times in a row, so the next try waits");
        assertThat(Explanation.of(failing, NOW).nextTry())
                .contains("failed 6 times in a row, next try at 2026-01-01T12:00:32Z");
        assertThat(Explanation.of(failing, NOW.plusSeconds(32)).nextTry()).isEmpty();
    }

    @Test
    void anAutoAgentStoppedByAPersonStaysStopped() {
        var s = situation(AgentState.INACTIVE, LaunchPolicy.AUTO, ShutdownPolicy.MANUAL, 3);
        var held = new Situation(s.agent(), s.policy(), s.tasks(), s.hadTasks(), s.emptiedAt(), s.lastActivity(), true,
                s.backoff());
        assertThat(due(held)).isEqualTo(Action.NONE);
    }

    @Test
    void anIdleAgentIsStoppedItsTimeoutAfterItsLastActivity() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.MANUAL, ShutdownPolicy.IDLE, 0);
        var active = new Situation(s.agent(), s.policy(), 0, true, s.emptiedAt(), by(NOW.minusSeconds(60)), false,
                s.backoff());
        var decision = PolicyRules.decide(active, NOW);
        assertThat(decision.action()).isEqualTo(Action.STOP);
        assertThat(decision.at()).contains(NOW.minusSeconds(60).plus(Duration.ofMinutes(30)));
    }

    @Test
    void anAgentWithAnEmptiedInboxMayFinishItsOutput() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.AUTO, ShutdownPolicy.EMPTY, 0);
        var busy = new Situation(s.agent(), s.policy(), 0, true, Optional.of(NOW.minusSeconds(20)),
                by(NOW.minusSeconds(1)), false, s.backoff());
        assertThat(PolicyRules.decide(busy, NOW).at()).contains(NOW.minusSeconds(1).plus(PolicyRules.EMPTY_GRACE));
    }

    @Test
    void anAgentWithoutAnyTaskYetIsNotStoppedForItsEmptyInbox() {
        var s = situation(AgentState.ACTIVE, LaunchPolicy.MANUAL, ShutdownPolicy.EMPTY, 0);
        var fresh = new Situation(s.agent(), s.policy(), 0, false, Optional.empty(), s.lastActivity(), false,
                s.backoff());
        assertThat(PolicyRules.decide(fresh, NOW).action()).isEqualTo(Action.NONE);
    }

    @Property
    void theBackoffDelayGrowsWithFailuresUpToFiveMinutes(@ForAll @IntRange(min = 1, max = 10_000) int failures) {
        var backoff = new Backoff(failures, Optional.of(NOW));
        assertThat(backoff.delay()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
        assertThat(new Backoff(failures + 1, Optional.of(NOW)).delay()).isGreaterThanOrEqualTo(backoff.delay());
        assertThat(backoff.retryAt(NOW)).isAfter(NOW);
    }

    @Property
    void aClockSetBackDelaysNothingBeyondItsNormalWait(@ForAll LaunchPolicy launch, @ForAll ShutdownPolicy shutdown,
            @ForAll @IntRange(min = 1, max = 100_000) int secondsBack,
            @ForAll @IntRange(min = 1, max = 20) int failures) {
        var ahead = NOW.plusSeconds(secondsBack);
        for (var state : AgentState.values()) {
            var s = situation(state, launch, shutdown, 0);
            var it = new Situation(s.agent(), s.policy(), state == AgentState.ACTIVE ? 0 : 1, true,
                    state == AgentState.ACTIVE ? Optional.of(ahead) : Optional.empty(), by(ahead), false,
                    new Backoff(failures, Optional.of(ahead)));
            var decision = PolicyRules.decide(it, NOW);
            var longest = switch (decision.action()) {
                case START -> it.backoff().delay();
                case STOP -> shutdown == ShutdownPolicy.IDLE ? s.policy().idleTimeout() : PolicyRules.EMPTY_GRACE;
                case NONE -> Duration.ZERO;
            };
            assertThat(decision.at().orElse(NOW)).isBetween(NOW, NOW.plus(longest));
        }
    }

    @Property
    void everyActionHasADueTimeAndAnAlwaysOnAgentIsNeverStopped(@ForAll AgentState state, @ForAll LaunchPolicy launch,
            @ForAll ShutdownPolicy shutdown, @ForAll @IntRange(min = 0, max = 3) int tasks) {
        var decision = PolicyRules.decide(situation(state, launch, shutdown, tasks), NOW);
        assertThat(decision.at().isPresent()).isEqualTo(decision.action() != Action.NONE);
        if (state == AgentState.ACTIVE && launch == LaunchPolicy.ALWAYS) {
            assertThat(decision.action()).isEqualTo(Action.NONE);
        }
    }
}
