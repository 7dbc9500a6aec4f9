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
 * What becomes of an agent: a total function of the agent and an event.
 *
 * <p>The invariant on which all else rests: in {@code starting} and {@code stopping} exactly one command is under way, in the
 * other states none. Since each command has one outcome within a bound of time, and each outcome of the present attempt
 * leaves the state or gives the next command towards leaving it, no agent stays in either for ever.
 */
public final class AgentMachine {

    private AgentMachine() {
    }

    /** The one outcome of {@code event} for {@code agent}; the same agent and no command where the event changes nothing. */
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
            case STOPPING -> Step.to(agent.startingNext(true));
        };
    }

    private static Step stop(Agent agent, Cause cause, Instant now) {
        var why = cause.words();
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent);
            case ERROR -> agent.container().isPresent()
                    ? beginStop(agent, why, now)
                    : Step.to(agent.in(AgentState.INACTIVE, "stopped: " + why, now));
            // The start's outcome is waited for: only then is it known which container to stop.
            case STARTING -> Step.to(agent.in(AgentState.STOPPING, "stopping: " + why, now).startingNext(false));
            case ACTIVE -> beginStop(agent, why, now);
            case STOPPING -> Step.to(agent.startingNext(false));
        };
    }

    private static Step restart(Agent agent, Cause cause, Instant now) {
        return switch (agent.state()) {
            case INACTIVE -> start(agent, cause, now);
            case ERROR -> agent.container().isPresent()
                    ? beginStop(agent.startingNext(true), "to start anew, " + cause.words(), now)
                    : start(agent, cause, now);
            case STARTING -> Step.to(agent);
            case ACTIVE -> beginStop(agent.startingNext(true), "to start anew, " + cause.words(), now);
            case STOPPING -> Step.to(agent.startingNext(true));
        };
    }

    private static Step found(Agent agent, Found found, Instant now) {
        return switch (agent.state()) {
            case STARTING, STOPPING -> Step.to(agent);
            case ACTIVE -> agent.runs(found.containerId()) ? Step.to(agent) : takeUp(agent, found, now);
            case INACTIVE, ERROR -> takeUp(agent, found, now);
        };
    }

    private static Step foundPaused(Agent agent, FoundPaused found, Instant now) {
        if (agent.state() == AgentState.ACTIVE && agent.runs(found.containerId()) || agent.state().passing()) {
            return paused(agent, new Paused(found.containerId(), true));
        }
        var seen = agent.with(Optional.of(new Container(found.containerId(), found.startedAt()))).pausing(true);
        return Step.to(seen.in(AgentState.ACTIVE, howItRuns(seen), now).forgetEnd());
    }

    private static Step takeUp(Agent agent, Found found, Instant now) {
        var seen = agent.with(Optional.of(new Container(found.containerId(), found.startedAt())));
        if (!found.adoptable()) {
            return beginStop(seen, "it was left running by an earlier hub and its terminal cannot be taken up", now);
        }
        return adopt(seen, found.containerId(), "taking up the running container", now);
    }

    private static Step terminalLost(Agent agent, String containerId, Instant now) {
        return switch (agent.state()) {
            case ACTIVE -> agent.runs(containerId)
                    ? adopt(agent, containerId, "the connection to its terminal broke: taking it up again", now)
                    : Step.to(agent);
            case INACTIVE, STARTING, STOPPING, ERROR -> Step.to(agent);
        };
    }

    private static Step adopt(Agent agent, String containerId, String why, Instant now) {
        var next = agent.in(AgentState.STARTING, why, now).forgetEnd().commanding();
        return Step.to(next, new AdoptContainer(next.attempt(), containerId));
    }

    private static Step ended(Agent agent, Ended ended, Instant now) {
        var run = new Container(ended.containerId(), ended.startedAt());
        var ours = agent.container().filter(run::equals).isPresent();
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent);
            case ERROR -> Step.to(ours ? agent.with(Optional.empty()) : agent);
            // The outcome under way decides; it is told then that the program has ended meanwhile.
            case STARTING, STOPPING -> Step.to(agent.sawEnd(run, ended.exit()));
            case ACTIVE -> ours ? settle(agent.sawEnd(run, ended.exit()), now) : Step.to(agent);
        };
    }

    private static Step endedTooOften(Agent agent, Instant now) {
        return switch (agent.state()) {
            case INACTIVE -> Step.to(agent.in(AgentState.ERROR, agent.reason() + ", soon after its start", now));
            case STARTING, ACTIVE, STOPPING, ERROR -> Step.to(agent);
        };
    }

    /** A program that stands still is there and can be stopped or go on, so it stays active and says why it does not answer. */
    private static Step paused(Agent agent, Paused paused) {
        if (!agent.runs(paused.containerId()) || agent.paused() == paused.paused()) {
            return Step.to(agent);
        }
        var next = agent.pausing(paused.paused());
        return switch (agent.state()) {
            case ACTIVE -> Step.to(next.because(howItRuns(next)));
            // One that is just taken up is found paused, too: it is told once it is active.
            case INACTIVE, STARTING, STOPPING, ERROR -> Step.to(next);
        };
    }

    private static String howItRuns(Agent agent) {
        return agent.paused() ? "paused from outside the hub: resume its container, or restart it" : "running";
    }

    private static Step running(Agent agent, Running running, Instant now) {
        var known = agent.with(Optional.of(new Container(running.containerId(), running.startedAt())));
        return switch (agent.state()) {
            case STARTING -> known.hasEnded()
                    ? settle(known, now)
                    : Step.to(known.in(AgentState.ACTIVE, howItRuns(known), now).forgetEnd());
            case STOPPING -> known.hasEnded() ? stopped(known, exit(known), now) : stopNow(known);
            case INACTIVE, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step startFailed(Agent agent, StartFailed failed, Instant now) {
        return switch (agent.state()) {
            // An end that was seen explains more than the failure that followed from it.
            case STARTING -> agent.hasEnded()
                    ? settle(agent, now)
                    : Step.to(agent.in(AgentState.ERROR, failed.reason(), now).forgetEnd());
            case STOPPING -> agent.container().isPresent() && !agent.hasEnded()
                    ? stopNow(agent)
                    : stopped(agent, exit(agent), now);
            case INACTIVE, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step stopped(Agent agent, Exit exit, Instant now) {
        return switch (agent.state()) {
            case STOPPING -> agent.startNext()
                    ? beginStart(agent.exited(exit), "starting anew", now)
                    : Step.to(agent.exited(exit).in(AgentState.INACTIVE, agent.reason().replaceFirst("^stopping", "stopped"), now));
            case INACTIVE, STARTING, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    private static Step stopFailed(Agent agent, StopFailed failed, Instant now) {
        return switch (agent.state()) {
            case STOPPING -> agent.hasEnded()
                    ? stopped(agent, exit(agent), now)
                    : Step.to(agent.in(AgentState.ERROR, failed.reason(), now).startingNext(false).forgetEnd());
            case INACTIVE, STARTING, ACTIVE, ERROR -> Step.to(agent);
        };
    }

    /** The program has ended: as one that did its work, or as one that something is wrong with. */
    private static Step settle(Agent agent, Instant now) {
        var exit = exit(agent);
        var next = exit.clean() ? AgentState.INACTIVE : AgentState.ERROR;
        return Step.to(agent.exited(exit).in(next, "the program ended, " + exit.inWords(), now));
    }

    private static Exit exit(Agent agent) {
        return agent.lastExit().orElse(Exit.UNKNOWN);
    }

    private static Step beginStart(Agent agent, String why, Instant now) {
        var next = agent.in(AgentState.STARTING, why, now).startingNext(false).forgetEnd().commanding();
        return Step.to(next, new StartContainer(next.attempt()));
    }

    private static Step beginStop(Agent agent, String why, Instant now) {
        return stopNow(agent.in(AgentState.STOPPING, "stopping: " + why, now).forgetEnd());
    }

    private static Step stopNow(Agent agent) {
        var next = agent.commanding();
        return Step.to(next, new StopContainer(next.attempt(), next.container().orElseThrow().id()));
    }
}
