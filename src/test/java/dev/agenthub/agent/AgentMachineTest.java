package dev.agenthub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentEvent.ContainerChanged;
import dev.agenthub.agent.AgentEvent.ContainerStarted;
import dev.agenthub.agent.AgentEvent.InspectFailed;
import dev.agenthub.agent.AgentEvent.Inspected;
import dev.agenthub.agent.AgentEvent.Listed;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.StartFailed;
import dev.agenthub.agent.AgentEvent.StartProgress;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent.StopFailed;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentEvent.TerminalEnded;
import dev.agenthub.agent.Command.AdoptContainer;
import dev.agenthub.agent.Command.InspectContainer;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import dev.agenthub.agent.Sighting.Alive;
import dev.agenthub.agent.Sighting.NotRunning;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The transitions of one agent, scenario by scenario. */
class AgentMachineTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cause REQUESTED = Cause.PERSON;
    private static final Run C1 = new Run("c1", NOW, true);
    private static final Run C9 = new Run("c9", NOW, true);
    private static final Run EXEC = new Run("c5", NOW, false);

    private Agent agent = Agent.inactive(new AgentId("qa"), NOW);
    private Command command;

    private void on(AgentEvent event) {
        var step = AgentMachine.next(agent, event, NOW);
        agent = step.agent();
        command = step.command().orElse(null);
    }

    private void started(Run run) {
        on(new Start(REQUESTED));
        on(new Running(agent.attempt(), run));
    }

    private void listed(Sighting sighting) {
        on(new Listed(agent, sighting));
    }

    private void inspected(Sighting sighting) {
        assertThat(command).isInstanceOf(InspectContainer.class);
        on(new Inspected(agent.attempt(), sighting));
    }

    @Test
    void aStartMakesItActive() {
        on(new Start(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(agent.reason()).isEqualTo("starting: requested by a person");
        assertThat(command).isEqualTo(new StartContainer(1));

        on(new Running(1, C1));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.run()).contains(C1);
    }

    @Test
    void theReasonOfAStartSaysWhatItWaitsFor() {
        on(new Start(REQUESTED));
        on(new StartProgress(1, "pulling claude-agent, 3 of 8 layers"));
        assertThat(agent.reason()).isEqualTo("starting: pulling claude-agent, 3 of 8 layers");
        on(new StartProgress(0, "pulling another"));
        assertThat(agent.reason()).isEqualTo("starting: pulling claude-agent, 3 of 8 layers");
        on(new Running(1, C1));
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void aSecondStartChangesNothing() {
        started(C1);
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
        started(C1);
        on(new Stop(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(agent.reason()).isEqualTo("stopping: requested by a person");
        assertThat(command).isEqualTo(new StopContainer(2, C1, false));

        on(new Stopped(2, Exit.of(143)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.run()).isEmpty();
        assertThat(agent.lastExit()).contains(Exit.of(143));
        assertThat(agent.reason()).isEqualTo("stopped: requested by a person");
    }

    @Test
    void aStopDuringAStartWaitsForTheContainerAndStopsIt() {
        on(new Start(REQUESTED));
        on(new Stop(REQUESTED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isNull();

        on(new Running(1, C1));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(2, C1, false));
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
        started(C1);
        on(new Stop(REQUESTED));
        on(new Start(REQUESTED));
        on(new Stopped(2, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new StartContainer(3));
    }

    @Test
    void aStopAfterAStartDuringAStopLeavesItStopped() {
        started(C1);
        on(new Stop(REQUESTED));
        on(new Start(REQUESTED));
        on(new Stop(REQUESTED));
        on(new Stopped(2, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aRestartStopsAndStarts() {
        started(C1);
        on(new Restart(REQUESTED));
        assertThat(agent.reason()).isEqualTo("stopping: to restart, requested by a person");
        assertThat(command).isEqualTo(new StopContainer(2, C1, false));
        on(new Stopped(2, Exit.of(0)));
        assertThat(command).isEqualTo(new StartContainer(3));
        on(new Running(3, new Run("c2", NOW, true)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aFailedStopIsAnErrorAndKeepsTheContainerThatMayStillRun() {
        started(C1);
        on(new Stop(REQUESTED));
        on(new StopFailed(2, "no engine"));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.run()).contains(C1);

        on(new Stop(REQUESTED));
        assertThat(command).isEqualTo(new StopContainer(3, C1, false));
    }

    @Test
    void afterAFailedStopAListShowsThatTheContainerNoLongerRuns() {
        started(C1);
        on(new Stop(REQUESTED));
        on(new StopFailed(2, "no engine"));
        listed(new NotRunning("c1", Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.run()).isEmpty();
    }

    @Test
    void anObservationAsksTheEngineAndItsAnswerDecides() {
        started(C1);
        on(new ContainerChanged("c1", Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(command).isEqualTo(new InspectContainer(2, "c1", Exit.of(0)));

        inspected(new NotRunning("c1", Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aProgramThatFailedOrWasKilledIsAnErrorWithItsExitCode() {
        started(C1);
        on(new ContainerChanged("c1", Exit.UNKNOWN));
        inspected(new NotRunning("c1", new Exit(OptionalInt.of(137), true)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 137, out of memory");
    }

    @Test
    void ofTwoReportsOfOneEndOnlyTheLastAnswerCounts() {
        started(C1);
        on(new ContainerChanged("c1", Exit.of(3)));
        on(new TerminalEnded(C1, Exit.of(3)));
        on(new Inspected(2, new NotRunning("c1", Exit.of(3))));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        on(new Inspected(3, new NotRunning("c1", Exit.of(3))));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
    }

    @Test
    void ofTwoReportsOfOneEndTheMorePreciseCounts() {
        started(C1);
        var killed = new Exit(OptionalInt.of(137), true);
        on(new ContainerChanged("c1", killed));
        on(new TerminalEnded(C1, Exit.of(137)));
        assertThat(command).isEqualTo(new InspectContainer(3, "c1", killed));
        on(new ContainerChanged("c1", Exit.UNKNOWN));
        assertThat(command).isEqualTo(new InspectContainer(4, "c1", killed));
    }

    @Test
    void anInspectionThatFailsChangesNothing() {
        started(C1);
        on(new ContainerChanged("c1", Exit.of(3)));
        on(new InspectFailed(2));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.pending()).isEmpty();
    }

    @Test
    void theEndOfAnotherContainerIsIgnored() {
        started(C1);
        on(new ContainerChanged("another", Exit.of(1)));
        inspected(new NotRunning("another", Exit.of(1)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void anEndObservedBeforeTheStartsOutcomeIsNotForgotten() {
        on(new Start(REQUESTED));
        on(new ContainerStarted("c1"));
        on(new ContainerChanged("c1", Exit.of(3)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);

        on(new Running(1, C1));
        assertThat(command).isEqualTo(new InspectContainer(2, "c1", Exit.of(3)));
        inspected(new NotRunning("c1", Exit.of(3)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).contains("exit code 3");
    }

    @Test
    void aLateEndOfAnEarlierRunOfTheSameContainerIsHarmless() {
        started(C1);
        on(new Restart(REQUESTED));
        on(new Stopped(2, Exit.of(137)));
        on(new ContainerChanged("c1", Exit.of(137)));
        var second = new Run("c1", NOW.plusSeconds(1), true);
        on(new Running(3, second));
        inspected(new Alive(second, false));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(command).isNull();
    }

    @Test
    void aStartOfTheHubItselfNeedsNoInspection() {
        on(new Start(REQUESTED));
        on(new ContainerStarted("c1"));
        on(new Running(1, C1));
        assertThat(command).isNull();
    }

    @Test
    void aContainerStartedOutsideTheHubIsAdopted() {
        on(new ContainerStarted("c9"));
        inspected(new Alive(C9, false));
        assertThat(command).isEqualTo(new AdoptContainer(2, C9));
    }

    @Test
    void aRunningContainerIsAdopted() {
        listed(new Alive(C9, false));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(agent.reason()).isEqualTo("adopting the running container");
        assertThat(command).isEqualTo(new AdoptContainer(1, C9));

        on(new Running(1, C9));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aListRequestedBeforeAChangeIsIgnored() {
        var before = agent;
        started(C1);
        on(new Listed(before, new NotRunning("c1", Exit.UNKNOWN)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aContainerThatCannotBeAdoptedIsStopped() {
        listed(new Alive(EXEC, false));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(agent.reason()).isEqualTo(
                "stopping: an earlier hub left it running, and its terminal cannot be adopted");
        assertThat(command).isEqualTo(new StopContainer(1, EXEC, false));
    }

    @Test
    void aContainerThatEndsBeforeItsAdoptionCountsAsEnded() {
        listed(new Alive(C9, false));
        on(new Inspected(1, new NotRunning("c9", Exit.of(0))));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aLostTerminalOfARunningContainerIsReconnected() {
        started(C1);
        on(new TerminalEnded(C1, Exit.UNKNOWN));
        inspected(new Alive(C1, false));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(agent.reason()).isEqualTo("reconnecting to its terminal after a lost connection");
        assertThat(command).isEqualTo(new AdoptContainer(3, C1));
    }

    @Test
    void theEndOfTheConnectionAfterAStopNeedsNoInspection() {
        started(C1);
        on(new Stop(REQUESTED));
        on(new Stopped(2, Exit.of(143)));
        on(new TerminalEnded(C1, Exit.of(143)));
        assertThat(command).isNull();
        assertThat(agent.reason()).isEqualTo("stopped: requested by a person");
    }

    @Test
    void aLostTerminalIsReconnectedByTheNextListIfTheInspectionFails() {
        started(C1);
        on(new TerminalEnded(C1, Exit.UNKNOWN));
        on(new InspectFailed(2));
        listed(new Alive(C1, false));
        assertThat(command).isEqualTo(new AdoptContainer(3, C1));
    }

    @Test
    void aProgramThatEndsInARunningContainerEndsTheAgentOnceTheContainerIsStopped() {
        started(EXEC);
        on(new TerminalEnded(EXEC, Exit.of(3)));
        inspected(new Alive(EXEC, false));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(agent.reason()).isEqualTo("stopping: the program ended, exit code 3");
        assertThat(command).isEqualTo(new StopContainer(3, EXEC, true));

        on(new Stopped(3, Exit.of(137)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 3");
        assertThat(agent.lastExit()).contains(Exit.of(3));
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
        started(C1);
        on(new ContainerChanged("c1", Exit.UNKNOWN));
        inspected(new Alive(C1, true));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.reason()).contains("paused");
        on(new ContainerChanged("c1", Exit.UNKNOWN));
        inspected(new Alive(C1, false));
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void anAgentPausedDuringItsAdoptionIsPausedOnceActive() {
        listed(new Alive(C9, false));
        on(new ContainerChanged("c9", Exit.UNKNOWN));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        on(new Running(1, C9));
        inspected(new Alive(C9, true));
        assertThat(agent.paused()).isTrue();
    }

    @Test
    void aContainerFoundPausedIsActiveAndAdoptedWhenItResumes() {
        listed(new Alive(C9, true));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.paused()).isTrue();
        assertThat(command).isNull();
        on(new ContainerChanged("c9", Exit.UNKNOWN));
        inspected(new Alive(C9, false));
        assertThat(command).isEqualTo(new AdoptContainer(2, C9));
    }

    @Test
    void aContainerFoundPausedCanBeStopped() {
        listed(new Alive(C9, true));
        on(new Stop(REQUESTED));
        assertThat(command).isEqualTo(new StopContainer(1, C9, false));
    }

    @Test
    void aRestartClearsThePause() {
        listed(new Alive(C9, true));
        on(new Restart(REQUESTED));
        on(new Stopped(1, Exit.of(137)));
        on(new Running(2, C1));
        assertThat(agent.paused()).isFalse();
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void stateAndPendingCommandCannotContradictEachOther() {
        var id = new AgentId("qa");
        assertThatThrownBy(() -> new Agent(id, new Life.Starting(new Why.Restarting(), Optional.empty(),
                Optional.empty()), NOW, 0, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Agent(id, new Life.Inactive(new Why.NotStarted()), NOW, 1,
                Optional.of(new StartContainer(1)), Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }
}
