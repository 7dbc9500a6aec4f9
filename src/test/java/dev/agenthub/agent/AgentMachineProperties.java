package dev.agenthub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentEvent.Ended;
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
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Invariants of {@link AgentMachine} after any sequence of events, plausible or not. */
class AgentMachineProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** The randomly chosen outcome of a pending command. */
    private enum Fate { SUCCEEDS, FAILS }

    @Property(tries = 5000)
    void exactlyOneCommandIsPendingInATransitionalStateAndNoneInAnyOther(@ForAll("stories") List<AgentEvent> story,
            @ForAll List<Fate> fates) {
        var agent = Agent.inactive(new AgentId("qa"), NOW);
        Command pending = null;
        var fate = fates.iterator();
        for (var event : story) {
            // Only the pending command can have a current outcome; generated outcomes carry old attempts.
            var happened = event instanceof AgentEvent.Outcome && pending != null && fate.hasNext()
                    ? outcome(pending, fate.next())
                    : event;
            var isOutcome = happened instanceof AgentEvent.Outcome o && o.attempt() == agent.attempt();
            var step = AgentMachine.next(agent, happened, NOW);
            pending = step.command().orElse(isOutcome ? null : pending);
            agent = step.agent();
            assertThat(pending != null).as("%s after %s", agent, happened).isEqualTo(agent.state().transitional());
            if (pending != null) {
                assertThat(pending.attempt()).isEqualTo(agent.attempt());
            }
        }
    }

    @Property(tries = 5000)
    void atMostThreeOutcomesEndATransitionalState(@ForAll("stories") List<AgentEvent> story,
            @ForAll Fate fate) {
        var agent = Agent.inactive(new AgentId("qa"), NOW);
        Command pending = null;
        for (var event : story) {
            if (event instanceof AgentEvent.Outcome) {
                continue;
            }
            var step = AgentMachine.next(agent, event, NOW);
            pending = step.command().orElse(pending);
            agent = step.agent();
        }
        // At most a start, a stop requested meanwhile, and a start requested after that.
        for (var left = 3; agent.state().transitional() && left > 0; left--) {
            var step = AgentMachine.next(agent, outcome(pending, fate), NOW);
            pending = step.command().orElse(null);
            agent = step.agent();
        }
        assertThat(agent.state().transitional()).as("%s", agent).isFalse();
    }

    @Property(tries = 2000)
    void everyEventInEveryStateIsDeterministicAndHasAReason(@ForAll("stories") List<AgentEvent> story,
            @ForAll("events") AgentEvent event) {
        var agent = Agent.inactive(new AgentId("qa"), NOW);
        for (var earlier : story) {
            agent = AgentMachine.next(agent, earlier, NOW).agent();
        }
        var once = AgentMachine.next(agent, event, NOW);
        assertThat(AgentMachine.next(agent, event, NOW)).isEqualTo(once);
        assertThat(once.agent().reason()).isNotBlank();
        assertThat(once.agent().id()).isEqualTo(agent.id());
        assertThat(once.agent().attempt() - agent.attempt()).isEqualTo(once.command().isPresent() ? 1 : 0);
    }

    private static AgentEvent outcome(Command command, Fate fate) {
        return switch (command) {
            case Command.StartContainer start when fate == Fate.SUCCEEDS -> new Running(start.attempt(), "c1", NOW);
            case Command.StartContainer start -> new StartFailed(start.attempt(), "start failed");
            case Command.AdoptContainer adopt when fate == Fate.SUCCEEDS -> new Running(adopt.attempt(), adopt.containerId(), NOW);
            case Command.AdoptContainer adopt -> new StartFailed(adopt.attempt(), "adoption failed");
            case Command.StopContainer stop when fate == Fate.SUCCEEDS -> new Stopped(stop.attempt(), Exit.of(0));
            case Command.StopContainer stop -> new StopFailed(stop.attempt(), "stop failed");
        };
    }

    @Provide
    Arbitrary<List<AgentEvent>> stories() {
        return events().list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<AgentEvent> events() {
        var causes = Arbitraries.of(Cause.PERSON, Cause.policy("it is always on"), Cause.hub("the hub ends"));
        var containers = Arbitraries.of("c1", "c2");
        var exits = Arbitraries.of(Exit.of(0), Exit.of(1), Exit.UNKNOWN);
        // Old attempts only; the tests insert current outcomes themselves.
        var attempts = Arbitraries.longs().between(-3, 0);
        return Arbitraries.oneOf(
                causes.map(Start::new), causes.map(Stop::new), causes.map(Restart::new),
                Combinators.combine(containers, Arbitraries.of(true, false)).as((c, a) -> new Found(c, NOW, a)),
                containers.map(c -> new FoundPaused(c, NOW)),
                containers.map(TerminalLost::new),
                Combinators.combine(containers, Arbitraries.of(true, false)).as(Paused::new),
                Combinators.combine(containers, Arbitraries.of(NOW, NOW.minusSeconds(9)), exits).as(Ended::new),
                Combinators.combine(attempts, containers).as((a, c) -> new Running(a, c, NOW)),
                attempts.map(a -> new StartFailed(a, "start failed")),
                Arbitraries.longs().between(0, 3).map(a -> new StartProgress(a, "pulling IMAGE")),
                Combinators.combine(attempts, exits).as(Stopped::new),
                attempts.map(a -> new StopFailed(a, "stop failed")));
    }
}
