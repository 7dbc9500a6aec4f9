package dev.agenthub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Found;
import dev.agenthub.agent.AgentEvent.FoundPaused;
import dev.agenthub.agent.AgentEvent.Paused;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.StartFailed;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent.StopFailed;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentEvent.TerminalLost;
import dev.agenthub.agent.Command.AdoptContainer;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The transitions of one agent, scenario by scenario. */
class AgentMachineTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cause REQUESTED = Cause.PERSON;

    private Agent agent = Agent.inactive(new AgentId("qa"), NOW);
    private Command command;

    private void on(AgentEvent event) {
        var step = AgentMachine.next(agent, event, NOW);
        agent = step.agent();
        command = step.command().orElse(null);
    }

    private void started() {
        on(new Start(REQUESTED));
        on(new Running(agent.attempt(), "c1", NOW));
    }

    @Test
    void aStartMakesItActive() {
        on(new Start(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new StartContainer(1));

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.container()).contains(new Container("c1", NOW));
    }

    @Test
    void aSecondStartChangesNothing() {
        started();
        on(new Start(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(command).isNull();
    }

    @Test
    void aFailedStartIsAnErrorWithItsReasonAndCanBeRetried() {
        on(new Start(REQUESTED));
        on(new StartFailed(1, "image missing"));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("image missing");

        on(new Start(REQUESTED));
        assertThat(command).isEqualTo(new StartContainer(2));
    }

    @Test
    void aStopLeavesAnErrorImmediatelyIfNothingRuns() {
        on(new Start(REQUESTED));
        on(new StartFailed(1, "image missing"));
        on(new Stop(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStopStopsItsContainer() {
        started();
        on(new Stop(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));

        on(new Stopped(2, Exit.of(143)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.container()).isEmpty();
        assertThat(agent.lastExit()).contains(Exit.of(143));
        assertThat(agent.reason()).isEqualTo("stopped: requested by a person");
    }

    @Test
    void aStopDuringAStartWaitsForTheContainerAndStopsIt() {
        on(new Start(REQUESTED));
        on(new Stop(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isNull();

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));
    }

    @Test
    void aStopDuringAStartThatFailsLeavesItInactive() {
        on(new Start(REQUESTED));
        on(new Stop(REQUESTED));
        on(new StartFailed(1, "no engine"));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStartDuringAStopStartsItAgainAfterwards() {
        started();
        on(new Stop(REQUESTED));
        on(new Start(REQUESTED));
        on(new Stopped(2, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new StartContainer(3));
    }

    @Test
    void aRestartStopsAndStarts() {
        started();
        on(new Restart(REQUESTED));
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));
        on(new Stopped(2, Exit.of(0)));
        assertThat(command).isEqualTo(new StartContainer(3));
        on(new Running(3, "c2", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aFailedStopIsAnErrorAndKeepsTheContainerThatMayStillRun() {
        started();
        on(new Stop(REQUESTED));
        on(new StopFailed(2, "no engine"));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.container()).isPresent();

        on(new Stop(REQUESTED));
        assertThat(command).isEqualTo(new StopContainer(3, "c1"));
    }

    @Test
    void aProgramThatExitsWithZeroLeavesTheAgentInactive() {
        started();
        on(new Ended("c1", NOW, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aProgramThatFailedOrWasKilledIsAnErrorWithItsExitCode() {
        started();
        on(new Ended("c1", NOW, new Exit(OptionalInt.of(137), true)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 137, out of memory");
    }

    @Test
    void theEndOfAnEarlierContainerIsIgnored() {
        started();
        on(new Ended("another", NOW, Exit.of(1)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void anEndReportedBeforeTheStartsOutcomeIsNotForgotten() {
        on(new Start(REQUESTED));
        on(new Ended("c1", NOW, Exit.of(3)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).contains("exit code 3");
    }

    @Test
    void aLateEndOfAnEarlierRunOfTheSameContainerIsIgnored() {
        started();
        on(new Restart(REQUESTED));
        on(new Stopped(2, Exit.of(137)));
        on(new Ended("c1", NOW, Exit.of(137)));
        on(new Running(3, "c1", NOW.plusSeconds(1)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);

        on(new Ended("c1", NOW, Exit.of(137)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aRunningContainerIsAdopted() {
        on(new Found("c9", NOW, true));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new AdoptContainer(1, "c9"));

        on(new Running(1, "c9", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aContainerThatCannotBeAdoptedIsStopped() {
        on(new Found("c9", NOW, false));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(1, "c9"));
    }

    @Test
    void aContainerThatEndsDuringItsAdoptionCountsAsEnded() {
        on(new Found("c9", NOW, true));
        on(new Ended("c9", NOW, Exit.of(0)));
        on(new StartFailed(1, "it does not run"));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aLostTerminalOfARunningContainerIsReconnected() {
        started();
        on(new TerminalLost("c1"));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new AdoptContainer(2, "c1"));
    }

    @Test
    void aLateOutcomeOfAnEarlierAttemptIsIgnored() {
        on(new Start(REQUESTED));
        on(new StartFailed(1, "slow"));
        on(new Start(REQUESTED));
        on(new StartFailed(1, "slow"));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void aPausedAgentStaysActiveAndItsReasonSaysSo() {
        started();
        on(new Paused("c1", true));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.reason()).contains("paused");
        on(new Paused("c1", false));
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void anAgentPausedDuringItsAdoptionIsPausedOnceActive() {
        on(new Found("c9", NOW, true));
        on(new Paused("c9", true));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        on(new Running(1, "c9", NOW));
        assertThat(agent.paused()).isTrue();
        assertThat(agent.reason()).contains("paused");
        on(new Paused("c9", false));
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void aContainerFoundPausedIsActiveAndAdoptedWhenItResumes() {
        on(new FoundPaused("c9", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.paused()).isTrue();
        assertThat(agent.reason()).contains("paused");
        assertThat(command).isNull();
        on(new Paused("c9", false));
        on(new TerminalLost("c9"));
        assertThat(command).isEqualTo(new AdoptContainer(1, "c9"));
    }

    @Test
    void aContainerFoundPausedCanBeStopped() {
        on(new FoundPaused("c9", NOW));
        on(new Stop(REQUESTED));
        assertThat(command).isEqualTo(new StopContainer(1, "c9"));
    }

    @Test
    void aRestartClearsThePause() {
        started();
        on(new Paused("c1", true));
        on(new Restart(REQUESTED));
        on(new Stopped(2, Exit.of(137)));
        on(new Running(3, "c1", NOW.plusSeconds(1)));
        assertThat(agent.paused()).isFalse();
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void aPauseOfAnotherContainerIsIgnored() {
        started();
        on(new Paused("c2", true));
        assertThat(agent.reason()).isEqualTo("running");
    }
}
