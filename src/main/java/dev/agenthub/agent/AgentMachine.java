package dev.agenthub.agent;

import dev.agenthub.agent.AgentEvent.ContainerStarted;
import dev.agenthub.agent.AgentEvent.EndedTooOften;
import dev.agenthub.agent.AgentEvent.InspectFailed;
import dev.agenthub.agent.AgentEvent.Inspected;
import dev.agenthub.agent.AgentEvent.Listed;
import dev.agenthub.agent.AgentEvent.Observation;
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
import dev.agenthub.agent.Life.Active;
import dev.agenthub.agent.Life.Failed;
import dev.agenthub.agent.Life.Inactive;
import dev.agenthub.agent.Life.Link.Connected;
import dev.agenthub.agent.Life.Link.Lost;
import dev.agenthub.agent.Life.Purpose;
import dev.agenthub.agent.Life.Purpose.Rest;
import dev.agenthub.agent.Life.Purpose.Settle;
import dev.agenthub.agent.Life.Purpose.StartAgain;
import dev.agenthub.agent.Life.Starting;
import dev.agenthub.agent.Life.Stopping;
import dev.agenthub.agent.Sighting.Alive;
import dev.agenthub.agent.Sighting.NotRunning;
import java.time.Instant;
import java.util.Optional;

/**
 * The agent's state machine, a total function of the agent and an event.
 *
 * <p>A start, an adoption or a stop is pending exactly while the agent is starting or stopping. Each command has one
 * outcome within its timeout. It leaves the state or issues the next command towards leaving it, so no agent stays in
 * either state forever. In the other states at most an inspection is pending; a newer command makes it obsolete.
 */
public final class AgentMachine {

    private static final Cause NOT_ADOPTABLE =
            Cause.hub("an earlier hub left it running, and its terminal cannot be adopted");

    private AgentMachine() {
    }

    /** Applies {@code event} to {@code agent}; returns the same agent and no command if nothing changes. */
    public static Step next(Agent agent, AgentEvent event, Instant now) {
        return switch (event) {
            case Start(var cause) -> start(agent, cause, now);
            case Stop(var cause) -> stop(agent, cause, now);
            case Restart(var cause) -> restart(agent, cause, now);
            case EndedTooOften() -> endedTooOften(agent, now);
            case Observation seen -> observed(agent, seen, now);
            case StartProgress(var attempt, var doing) -> startProgress(agent, attempt, doing, now);
            case Listed(var asOf, var sighting) -> asOf.equals(agent) ? listed(agent, sighting, now) : Step.to(agent);
            case AgentEvent.Outcome outcome when !awaits(agent, outcome) -> Step.to(agent);
            case Running(_, var run) -> running(agent, run, now);
            case StartFailed(_, var reason) -> startFailed(agent, new Why.Failure(reason), now);
            case Stopped(_, var exit) -> stopped(agent, exit, now);
            case StopFailed(_, var reason) -> stopFailed(agent, new Why.Failure(reason), now);
            case Inspected(_, var sighting) -> sighted(agent, sighting, now);
            case InspectFailed _ -> Step.to(done(agent, now));
        };
    }

    /** Whether the outcome is that of the pending command, and of its kind. */
    private static boolean awaits(Agent agent, AgentEvent.Outcome outcome) {
        return agent.pending().filter(command -> command.attempt() == outcome.attempt() && switch (command) {
            case StartContainer _ -> outcome instanceof Running || outcome instanceof StartFailed;
            case AdoptContainer _ ->
                    outcome instanceof Running || outcome instanceof StartFailed || outcome instanceof Inspected;
            case StopContainer _ -> outcome instanceof Stopped || outcome instanceof StopFailed;
            case InspectContainer _ -> outcome instanceof Inspected || outcome instanceof InspectFailed;
        }).isPresent();
    }

    private static Step start(Agent agent, Cause cause, Instant now) {
        return switch (agent.life()) {
            case Inactive _, Failed _ -> beginStart(agent, new Why.Requested(cause), now);
            case Starting _, Active _ -> Step.to(agent);
            case Stopping(var run, var purpose) ->
                    Step.to(agent.meanwhile(new Stopping(run, new StartAgain(cause)), now));
        };
    }

    private static Step stop(Agent agent, Cause cause, Instant now) {
        return switch (agent.life()) {
            case Inactive _ -> Step.to(agent);
            case Failed(_, var run) -> run
                    .map(left -> beginStop(agent, left, new Rest(cause), now))
                    .orElseGet(() -> Step.to(agent.with(new Inactive(new Why.Stopped(cause)), now)));
            // What to stop is known only after the start's outcome.
            case Starting(_, var adopted, _) ->
                    Step.to(agent.meanwhile(new Stopping(adopted, new Rest(cause)), now));
            case Active(var run, _, _) -> beginStop(agent, run, new Rest(cause), now);
            case Stopping(var run, StartAgain _) ->
                    Step.to(agent.meanwhile(new Stopping(run, new Rest(cause)), now));
            case Stopping _ -> Step.to(agent);
        };
    }

    private static Step restart(Agent agent, Cause cause, Instant now) {
        return switch (agent.life()) {
            case Inactive _ -> start(agent, cause, now);
            case Failed(_, var run) -> run
                    .map(left -> beginStop(agent, left, new StartAgain(cause), now))
                    .orElseGet(() -> start(agent, cause, now));
            case Starting _ -> Step.to(agent);
            case Active(var run, _, _) -> beginStop(agent, run, new StartAgain(cause), now);
            case Stopping _ -> start(agent, cause, now);
        };
    }

    private static Step endedTooOften(Agent agent, Instant now) {
        return switch (agent.life()) {
            case Inactive(Why.Ended(var exit, _)) ->
                    Step.to(agent.meanwhile(new Failed(new Why.Ended(exit, true), Optional.empty()), now));
            case Inactive _, Starting _, Active _, Stopping _, Failed _ -> Step.to(agent);
        };
    }

    private static Step observed(Agent agent, Observation seen, Instant now) {
        return switch (agent.life()) {
            // A stop's outcome has already reported the end.
            case Inactive _, Failed _ when seen instanceof TerminalEnded -> Step.to(agent);
            case Inactive _, Failed _ -> inspect(agent, agent.life(), seen, now);
            case Active(var run, _, var paused) -> inspect(agent,
                    seen instanceof TerminalEnded(var ended, var exit) && ended.equals(run)
                            ? new Active(run, new Lost(exit), paused) : agent.life(), seen, now);
            // The engine reports each start of the hub, too.
            case Starting _ when seen instanceof ContainerStarted -> Step.to(agent);
            case Starting(var why, var adopted, _) ->
                    Step.to(agent.meanwhile(new Starting(why, adopted, Optional.of(seen)), now));
            case Stopping _ -> Step.to(agent);
        };
    }

    private static Step inspect(Agent agent, Life life, Observation seen, Instant now) {
        var command = new InspectContainer(agent.attempt() + 1, seen.containerId(), reported(agent, seen));
        return Step.to(agent.with(life, command, now), command);
    }

    /** The end of a program is observed twice; the more precise report counts. */
    private static Exit reported(Agent agent, Observation seen) {
        return agent.pending().map(command -> command instanceof InspectContainer(_, var id, var before)
                && id.equals(seen.containerId()) ? before : Exit.UNKNOWN)
                .filter(before -> before.outOfMemory() || seen.exit().code().isEmpty()).orElse(seen.exit());
    }

    private static Step listed(Agent agent, Sighting sighting, Instant now) {
        // While a command is pending, its outcome is newer.
        return agent.pending().isPresent() ? Step.to(agent) : sighted(agent, sighting, now);
    }

    private static Step sighted(Agent agent, Sighting sighting, Instant now) {
        return switch (sighting) {
            case Alive alive -> switch (agent.life()) {
                case Inactive _, Failed _, Starting _ -> take(agent, alive, now);
                case Active active -> active.run().equals(alive.run())
                        ? stillAlive(agent, active, alive.paused(), now) : take(agent, alive, now);
                case Stopping(_, var purpose) -> beginStop(agent, alive.run(), purpose, now);
            };
            case NotRunning gone -> switch (agent.life()) {
                case Inactive _ -> Step.to(done(agent, now));
                case Failed(var why, var run) -> Step.to(agent.with(new Failed(why,
                        run.filter(left -> !left.containerId().equals(gone.containerId()))), now));
                case Starting _ -> settle(agent, gone.exit(), now);
                case Active active -> active.run().containerId().equals(gone.containerId())
                        ? settle(agent, gone.exit(), now) : Step.to(done(agent, now));
                case Stopping _ -> stopped(agent, gone.exit(), now);
            };
        };
    }

    /** Takes a running container over. */
    private static Step take(Agent agent, Alive alive, Instant now) {
        if (!alive.run().adoptable()) {
            return beginStop(agent, alive.run(), new Rest(NOT_ADOPTABLE), now);
        }
        // Engines do not attach to a paused container, so it is adopted when it resumes.
        return alive.paused()
                ? Step.to(agent.with(new Active(alive.run(), new Lost(Exit.UNKNOWN), true), now))
                : beginAdoption(agent, alive.run(), new Why.Adopting(), now);
    }

    private static Step stillAlive(Agent agent, Active active, boolean paused, Instant now) {
        return switch (active.link()) {
            case Connected connected -> Step.to(agent.with(new Active(active.run(), connected, paused), now));
            case Lost(var exit) when !active.run().adoptable() ->
                    beginStop(agent, active.run(), new Settle(exit), now);
            case Lost lost when paused -> Step.to(agent.with(new Active(active.run(), lost, true), now));
            case Lost _ -> beginAdoption(agent, active.run(), new Why.Reconnecting(), now);
        };
    }

    private static Step running(Agent agent, Run run, Instant now) {
        return switch (agent.life()) {
            case Starting(_, _, var seen) -> {
                var active = new Active(run, new Connected(), false);
                yield seen.filter(last -> last.containerId().equals(run.containerId()))
                        .map(last -> inspect(agent, active, last, now))
                        .orElseGet(() -> Step.to(agent.with(active, now)));
            }
            case Stopping(_, var purpose) -> beginStop(agent, run, purpose, now);
            case Inactive _, Active _, Failed _ -> Step.to(agent);
        };
    }

    private static Step startProgress(Agent agent, long attempt, String doing, Instant now) {
        return switch (agent.life()) {
            case Starting(_, var adopted, var seen) when attempt == agent.attempt() ->
                    Step.to(agent.meanwhile(new Starting(new Why.Progress(doing), adopted, seen), now));
            case Inactive _, Starting _, Active _, Stopping _, Failed _ -> Step.to(agent);
        };
    }

    private static Step startFailed(Agent agent, Why.Failure failure, Instant now) {
        return switch (agent.life()) {
            case Starting(_, var adopted, _) -> Step.to(agent.with(new Failed(failure, adopted), now));
            case Stopping(var run, var purpose) -> run.map(left -> beginStop(agent, left, purpose, now))
                    .orElseGet(() -> stopped(agent, agent.lastExit().orElse(Exit.UNKNOWN), now));
            case Inactive _, Active _, Failed _ -> Step.to(agent);
        };
    }

    private static Step stopped(Agent agent, Exit exit, Instant now) {
        return switch (agent.life()) {
            case Stopping(_, Rest(var cause)) ->
                    Step.to(agent.with(new Inactive(new Why.Stopped(cause)), now).exited(exit));
            case Stopping(_, StartAgain _) -> beginStart(agent.exited(exit), new Why.Restarting(), now);
            case Stopping(_, Settle(var programExit)) -> settle(agent, programExit, now);
            case Inactive _, Starting _, Active _, Failed _ -> Step.to(agent);
        };
    }

    private static Step stopFailed(Agent agent, Why.Failure failure, Instant now) {
        return Step.to(agent.with(new Failed(failure, agent.run()), now));
    }

    /** The program has ended: inactive after a clean exit, otherwise an error. */
    private static Step settle(Agent agent, Exit exit, Instant now) {
        var why = new Why.Ended(exit, false);
        var life = exit.clean() ? new Inactive(why) : new Failed(why, Optional.empty());
        return Step.to(agent.with(life, now).exited(exit));
    }

    private static Agent done(Agent agent, Instant now) {
        return agent.with(agent.life(), now);
    }

    private static Step beginStart(Agent agent, Why why, Instant now) {
        var command = new StartContainer(agent.attempt() + 1);
        return Step.to(agent.with(new Starting(why, Optional.empty(), Optional.empty()), command, now), command);
    }

    private static Step beginAdoption(Agent agent, Run run, Why why, Instant now) {
        var command = new AdoptContainer(agent.attempt() + 1, run);
        return Step.to(agent.with(new Starting(why, Optional.of(run), Optional.empty()), command, now), command);
    }

    private static Step beginStop(Agent agent, Run run, Purpose purpose, Instant now) {
        var command = new StopContainer(agent.attempt() + 1, run, purpose instanceof Settle);
        return Step.to(agent.with(new Stopping(Optional.of(run), purpose), command, now), command);
    }
}
