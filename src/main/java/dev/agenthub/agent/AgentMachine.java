package dev.agenthub.agent;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.EndedTooOften;
import dev.agenthub.agent.AgentEvent.Found;
import dev.agenthub.agent.AgentEvent.FoundPaused;
import dev.agenthub.agent.AgentEvent.Paused;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.StartFailed;
import dev.agenthub.agent.AgentEvent.StartProgress;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent.StopFailed;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentEvent.TerminalLost;
import dev.agenthub.agent.Command.AdoptContainer;
import dev.agenthub.agent.Command.StartContainer;
import dev.agenthub.agent.Command.StopContainer;
import java.time.Instant;
import java.util.Optional;

/**
 * The agent's state machine, a total function of the agent and an event.
 *
 * <p>Invariant: exactly one command is pending in {@code starting} and {@code stopping}, and none in the other states.
 * Each command has one outcome within its timeout. An outcome of the current attempt leaves the state or issues the
 * next command towards leaving it, so no agent stays in either state for ever.
 */
public final class AgentMachine {

    private AgentMachine() {
    }

    /** Applies {@code event} to {@code agent}; returns the same agent and no command if nothing changes. */
    public static Step next(Agent agent, AgentEvent event, Instant now) {
        return switch (event) {
            case Start(var cause) -> start(agent, cause, now);
            case Stop(var cause) -> stop(agent, cause, now);
            case Restart(var cause) -> restart(agent, cause, now);
            case Found found -> found(agent, found, now);
            case FoundPaused found -> foundPaused(agent, found, now);
            case TerminalLost(var containerId) -> terminalLost(agent, containerId, now);
            case Ended ended -> ended(agent, ended, now);
            case EndedTooOften() -> endedTooOften(agent, now);
            case Paused paused -> paused(agent, paused);
            case StartProgress(var attempt, var doing) -> startProgress(agent, attempt, doing);
            case AgentEvent.Outcome outcome when outcome.attempt() != agent.attempt() -> Step.to(agent);
            case Running running -> running(agent, running, now);
            case StartFailed failed -> startFailed(agent, failed, now);
            case Stopped stopped -> stopped(agent, stopped.exit(), now);
            case StopFailed failed -> stopFailed(agent, failed, now);
        };
    }

    private static Step start(Agent agent, Cause cause, Instant now) {
        return switch (agent.state()) {
            case INACTIVE, ERROR -> beginStart(agent, "starting: " + cause.words(), now);
            case STARTING, ACTIVE -> Step.to(agent);
            case STOPPING -> Step.to(agent.withStartNext(true));
        };
    }

    private static Step stop(Agent agent, Cause cause, Instant now) {
        var why = cause.words();
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent);
            case ERROR -> agent.container().isPresent()
                    ? beginStop(agent, why, now)
                    : Step.to(agent.moveTo(AgentState.INACTIVE, "stopped: " + why, now));
            // The container to stop is known only after the start's outcome.
            case STARTING -> Step.to(agent.moveTo(AgentState.STOPPING, "stopping: " + why, now).withStartNext(false));
            case ACTIVE -> beginStop(agent, why, now);
            case STOPPING -> Step.to(agent.withStartNext(false));
        };
    }

    private static Step restart(Agent agent, Cause cause, Instant now) {
        return switch (agent.state()) {
            case INACTIVE -> start(agent, cause, now);
            case ERROR -> agent.container().isPresent()
                    ? beginStop(agent.withStartNext(true), "to restart, " + cause.words(), now)
                    : start(agent, cause, now);
            case STARTING -> Step.to(agent);
            case ACTIVE -> beginStop(agent.withStartNext(true), "to restart, " + cause.words(), now);
            case STOPPING -> Step.to(agent.withStartNext(true));
        };
    }

    private static Step found(Agent agent, Found found, Instant now) {
        return switch (agent.state()) {
            case STARTING, STOPPING -> Step.to(agent);
            case ACTIVE -> agent.runs(found.containerId()) ? Step.to(agent) : adoptFound(agent, found, now);
            case INACTIVE, ERROR -> adoptFound(agent, found, now);
        };
    }

    private static Step foundPaused(Agent agent, FoundPaused found, Instant now) {
        if (agent.state() == AgentState.ACTIVE && agent.runs(found.containerId()) || agent.state().transitional()) {
            return paused(agent, new Paused(found.containerId(), true));
        }
        var seen = agent.withContainer(Optional.of(new Container(found.containerId(), found.startedAt())))
                .withPaused(true);
        return Step.to(seen.moveTo(AgentState.ACTIVE, runReason(seen), now).clearEnded());
    }

    private static Step adoptFound(Agent agent, Found found, Instant now) {
        var seen = agent.withContainer(Optional.of(new Container(found.containerId(), found.startedAt())));
        if (!found.adoptable()) {
            return beginStop(seen, "an earlier hub left it running, and its terminal cannot be adopted", now);
        }
        return adopt(seen, found.containerId(), "adopting the running container", now);
    }

    private static Step terminalLost(Agent agent, String containerId, Instant now) {
        return switch (agent.state()) {
            case ACTIVE -> agent.runs(containerId)
                    ? adopt(agent, containerId, "reconnecting to its terminal after a lost connection", now)
                    : Step.to(agent);
            case INACTIVE, STARTING, STOPPING, ERROR -> Step.to(agent);
        };
    }

    private static Step adopt(Agent agent, String containerId, String why, Instant now) {
        var next = agent.moveTo(AgentState.STARTING, why, now).clearEnded().nextAttempt();
        return Step.to(next, new AdoptContainer(next.attempt(), containerId));
    }

    private static Step ended(Agent agent, Ended ended, Instant now) {
        var run = new Container(ended.containerId(), ended.startedAt());
        var ours = agent.container().filter(run::equals).isPresent();
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent);
            case ERROR -> Step.to(ours ? agent.withContainer(Optional.empty()) : agent);
            // The pending command's outcome decides; the end is recorded for it.
            case STARTING, STOPPING -> Step.to(agent.withEnded(run, ended.exit()));
            case ACTIVE -> ours ? settle(agent.withEnded(run, ended.exit()), now) : Step.to(agent);
        };
    }

    private static Step endedTooOften(Agent agent, Instant now) {
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent.moveTo(AgentState.ERROR, agent.reason() + ", soon after its start", now));
            case STARTING, ACTIVE, STOPPING, ERROR -> Step.to(agent);
        };
    }

    /** A paused agent stays active, because it can be stopped or resumed; its reason says why it does not respond. */
    private static Step paused(Agent agent, Paused paused) {
        if (!agent.runs(paused.containerId()) || agent.paused() == paused.paused()) {
            return Step.to(agent);
        }
        var next = agent.withPaused(paused.paused());
        return switch (agent.state()) {
            case ACTIVE -> Step.to(next.withReason(runReason(next)));
            // An agent may be found paused during its adoption; its reason changes once it is active.
            case INACTIVE, STARTING, STOPPING, ERROR -> Step.to(next);
        };
    }

    private static Step startProgress(Agent agent, long attempt, String doing) {
        return switch (agent.state()) {
            case STARTING -> Step.to(attempt == agent.attempt() ? agent.withReason("starting: " + doing) : agent);
            case INACTIVE, ACTIVE, STOPPING, ERROR -> Step.to(agent);
        };
    }

    private static String runReason(Agent agent) {
        return agent.paused() ? "paused outside the hub: resume its container, or restart it" : "running";
    }

    private static Step running(Agent agent, Running running, Instant now) {
        var known = agent.withContainer(Optional.of(new Container(running.containerId(), running.startedAt())));
        return switch (agent.state()) {
            case STARTING -> known.hasEnded()
                    ? settle(known, now)
                    : Step.to(known.moveTo(AgentState.ACTIVE, runReason(known), now).clearEnded());
            case STOPPING -> known.hasEnded() ? stopped(known, exit(known), now) : stopNow(known);
            case INACTIVE, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step startFailed(Agent agent, StartFailed failed, Instant now) {
        return switch (agent.state()) {
            // A recorded end explains more than the failure it caused.
            case STARTING -> agent.hasEnded()
                    ? settle(agent, now)
                    : Step.to(agent.moveTo(AgentState.ERROR, failed.reason(), now).clearEnded());
            case STOPPING -> agent.container().isPresent() && !agent.hasEnded()
                    ? stopNow(agent)
                    : stopped(agent, exit(agent), now);
            case INACTIVE, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step stopped(Agent agent, Exit exit, Instant now) {
        return switch (agent.state()) {
            case STOPPING -> agent.startNext()
                    ? beginStart(agent.exited(exit), "restarting", now)
                    : Step.to(agent.exited(exit)
                            .moveTo(AgentState.INACTIVE, agent.reason().replaceFirst("^stopping", "stopped"), now));
            case INACTIVE, STARTING, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step stopFailed(Agent agent, StopFailed failed, Instant now) {
        return switch (agent.state()) {
            case STOPPING -> agent.hasEnded()
                    ? stopped(agent, exit(agent), now)
                    : Step.to(agent.moveTo(AgentState.ERROR, failed.reason(), now).withStartNext(false).clearEnded());
            case INACTIVE, STARTING, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    /** The program has ended: inactive after a clean exit, otherwise an error. */
    private static Step settle(Agent agent, Instant now) {
        var exit = exit(agent);
        var next = exit.clean() ? AgentState.INACTIVE : AgentState.ERROR;
        return Step.to(agent.exited(exit).moveTo(next, "the program ended, " + exit.inWords(), now));
    }

    private static Exit exit(Agent agent) {
        return agent.lastExit().orElse(Exit.UNKNOWN);
    }

    private static Step beginStart(Agent agent, String why, Instant now) {
        var next = agent.moveTo(AgentState.STARTING, why, now).withStartNext(false).clearEnded().nextAttempt();
        return Step.to(next, new StartContainer(next.attempt()));
    }

    private static Step beginStop(Agent agent, String why, Instant now) {
        return stopNow(agent.moveTo(AgentState.STOPPING, "stopping: " + why, now).clearEnded());
    }

    private static Step stopNow(Agent agent) {
        var next = agent.nextAttempt();
        return Step.to(next, new StopContainer(next.attempt(), next.container().orElseThrow().id()));
    }
}
