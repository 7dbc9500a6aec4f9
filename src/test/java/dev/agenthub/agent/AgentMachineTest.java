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

/** What a person sees of one agent's life, story by story. */
class AgentMachineTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cause ASKED = Cause.PERSON;

    private Agent agent = Agent.inactive(new AgentId("qa"), NOW);
    private Command command;

    private void on(AgentEvent event) {
        var step = AgentMachine.next(agent, event, NOW);
        agent = step.agent();
        command = step.command().orElse(null);
    }

    private void started() {
        on(new Start(ASKED));
        on(new Running(agent.attempt(), "c1", NOW));
    }

    @Test
    void aStartMakesItActive() {
        on(new Start(ASKED));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new StartContainer(1));

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.container()).contains(new Container("c1", NOW));
    }

    @Test
    void aSecondStartChangesNothing() {
        started();
        on(new Start(ASKED));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(command).isNull();
    }

    @Test
    void aFailedStartIsAnErrorWithItsReasonAndAnotherStartLeavesIt() {
        on(new Start(ASKED));
        on(new StartFailed(1, "image missing"));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("image missing");

        on(new Start(ASKED));
        assertThat(command).isEqualTo(new StartContainer(2));
    }

    @Test
    void anErrorWithNothingRunningIsLeftByAStopAtOnce() {
        on(new Start(ASKED));
        on(new StartFailed(1, "image missing"));
        on(new Stop(ASKED));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStopStopsItsContainer() {
        started();
        on(new Stop(ASKED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));

        on(new Stopped(2, Exit.of(143)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.container()).isEmpty();
        assertThat(agent.lastExit()).contains(Exit.of(143));
        assertThat(agent.reason()).isEqualTo("stopped: asked by a person");
    }

    @Test
    void aStopDuringAStartWaitsForTheContainerAndStopsIt() {
        on(new Start(ASKED));
        on(new Stop(ASKED));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isNull();

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));
    }

    @Test
    void aStopDuringAStartThatFailsLeavesItInactive() {
        on(new Start(ASKED));
        on(new Stop(ASKED));
        on(new StartFailed(1, "no engine"));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStartDuringAStopStartsItAnewAfterwards() {
        started();
        on(new Stop(ASKED));
        on(new Start(ASKED));
        on(new Stopped(2, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new StartContainer(3));
    }

    @Test
    void aRestartStopsAndStarts() {
        started();
        on(new Restart(ASKED));
        assertThat(command).isEqualTo(new StopContainer(2, "c1"));
        on(new Stopped(2, Exit.of(0)));
        assertThat(command).isEqualTo(new StartContainer(3));
        on(new Running(3, "c2", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aStopThatFailsIsAnErrorThatRemembersWhatMayStillRun() {
        started();
        on(new Stop(ASKED));
        on(new StopFailed(2, "no engine"));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.container()).isPresent();

        on(new Stop(ASKED));
        assertThat(command).isEqualTo(new StopContainer(3, "c1"));
    }

    @Test
    void aProgramThatDidItsWorkLeavesTheAgentInactive() {
        started();
        on(new Ended("c1", NOW, Exit.of(0)));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aProgramThatFailedOrWasKilledIsAnErrorThatSaysHow() {
        started();
        on(new Ended("c1", NOW, new Exit(OptionalInt.of(137), true)));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 137, out of memory");
    }

    @Test
    void theEndOfAnEarlierContainerIsNoNews() {
        started();
        on(new Ended("another", NOW, Exit.of(1)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void anEndThatIsReportedBeforeTheStartsOutcomeIsNotForgotten() {
        on(new Start(ASKED));
        on(new Ended("c1", NOW, Exit.of(3)));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);

        on(new Running(1, "c1", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ERROR);
        assertThat(agent.reason()).contains("exit code 3");
    }

    @Test
    void lateNewsOfTheEndOfAnEarlierRunOfTheSameContainerIsNoNews() {
        started();
        on(new Restart(ASKED));
        on(new Stopped(2, Exit.of(137)));
        on(new Ended("c1", NOW, Exit.of(137)));
        on(new Running(3, "c1", NOW.plusSeconds(1)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);

        on(new Ended("c1", NOW, Exit.of(137)));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aContainerThatRunsAlreadyIsTakenUp() {
        on(new Found("c9", NOW, true));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new AdoptContainer(1, "c9"));

        on(new Running(1, "c9", NOW));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void aContainerWhoseTerminalCannotBeTakenUpIsStopped() {
        on(new Found("c9", NOW, false));
        assertThat(agent.state()).isEqualTo(AgentState.STOPPING);
        assertThat(command).isEqualTo(new StopContainer(1, "c9"));
    }

    @Test
    void aContainerThatEndsWhileItIsTakenUpCountsAsEnded() {
        on(new Found("c9", NOW, true));
        on(new Ended("c9", NOW, Exit.of(0)));
        on(new StartFailed(1, "it does not run"));
        assertThat(agent.state()).isEqualTo(AgentState.INACTIVE);
        assertThat(agent.reason()).isEqualTo("the program ended, exit code 0");
    }

    @Test
    void aLostTerminalOfARunningContainerIsTakenUpAgain() {
        started();
        on(new TerminalLost("c1"));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
        assertThat(command).isEqualTo(new AdoptContainer(2, "c1"));
    }

    @Test
    void aLateOutcomeOfAnEarlierAttemptIsNoNews() {
        on(new Start(ASKED));
        on(new StartFailed(1, "slow"));
        on(new Start(ASKED));
        on(new StartFailed(1, "slow"));
        assertThat(agent.state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void aPauseFromOutsideLeavesItActiveAndSaysWhyItDoesNotAnswer() {
        started();
        on(new Paused("c1", true));
        assertThat(agent.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(agent.reason()).contains("paused");
        on(new Paused("c1", false));
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void aContainerThatIsFoundPausedIsToldPausedOnceItsTerminalIsHeld() {
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
    void aPausedContainerThatIsFoundIsActiveAndItsTerminalIsTakenUpWhenItGoesOn() {
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
    void aPausedContainerThatIsFoundCanBeStopped() {
        on(new FoundPaused("c9", NOW));
        on(new Stop(ASKED));
        assertThat(command).isEqualTo(new StopContainer(1, "c9"));
    }

    @Test
    void aRunThatEndsTakesItsPauseWithIt() {
        started();
        on(new Paused("c1", true));
        on(new Restart(ASKED));
        on(new Stopped(2, Exit.of(137)));
        on(new Running(3, "c1", NOW.plusSeconds(1)));
        assertThat(agent.paused()).isFalse();
        assertThat(agent.reason()).isEqualTo("running");
    }

    @Test
    void aPauseOfAnotherContainerIsNoneOfItsBusiness() {
        started();
        on(new Paused("c2", true));
        assertThat(agent.reason()).isEqualTo("running");
    }
}
