package dev.agenthub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentEvent.ContainerChanged;
import dev.agenthub.agent.AgentEvent.ContainerStarted;
import dev.agenthub.agent.AgentEvent.EndedTooOften;
import dev.agenthub.agent.AgentEvent.InspectFailed;
import dev.agenthub.agent.AgentEvent.Inspected;
import dev.agenthub.agent.AgentEvent.Listed;
import dev.agenthub.agent.AgentEvent.Outcome;
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
import dev.agenthub.agent.Life.Link;
import dev.agenthub.agent.Life.Purpose;
import dev.agenthub.agent.Sighting.Alive;
import dev.agenthub.agent.Sighting.NotRunning;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Invariants of {@link AgentMachine} after any sequence of events, plausible or not. That a start, an adoption or a
 * stop is pending exactly in the transitional states is checked by the constructor of {@link Agent}.
 */
class AgentMachineProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AgentId QA = new AgentId("qa");
    private static final List<Run> RUNS = List.of(new Run("c1", NOW, true), new Run("c1", NOW.plusSeconds(9), true),
            new Run("c2", NOW, true), new Run("c3", NOW, false));
    private static final List<Exit> EXITS = List.of(Exit.of(0), Exit.of(1), Exit.UNKNOWN);
    private static final List<Cause> CAUSES =
            List.of(Cause.PERSON, Cause.policy("it is always on"), Cause.hub("the hub ends"));

    /** An event, or the outcome of the pending command if there is one. */
    private record NextEvent(AgentEvent event, boolean outcome, int which) {

        AgentEvent on(Agent agent) {
            return agent.pending().filter(command -> outcome).map(command -> {
                var outcomes = outcomes(command).toList();
                return (AgentEvent) outcomes.get(which % outcomes.size());
            }).orElse(event instanceof Listed(_, var sighting) ? new Listed(agent, sighting) : event);
        }
    }

    /** Every outcome that a command can have. */
    private static Stream<Outcome> outcomes(Command command) {
        var attempt = command.attempt();
        return switch (command) {
            case StartContainer _ -> Stream.concat(RUNS.stream().map(run -> new Running(attempt, run)),
                    Stream.of(new StartFailed(attempt, "start failed")));
            case AdoptContainer(_, var run) -> Stream.of(new Running(attempt, run),
                    new StartFailed(attempt, "adoption failed"), new Inspected(attempt, new Alive(run, true)),
                    new Inspected(attempt, new NotRunning(run.containerId(), Exit.of(1))));
            case StopContainer _ -> Stream.of(new Stopped(attempt, Exit.of(0)), new StopFailed(attempt, "stop failed"));
            case InspectContainer(_, var id, var reported) -> Stream.concat(
                    Stream.of(new InspectFailed(attempt), new Inspected(attempt, new NotRunning(id, reported))),
                    RUNS.stream().filter(run -> run.containerId().equals(id)).flatMap(run -> Stream.of(true, false)
                            .map(paused -> new Inspected(attempt, new Alive(run, paused)))));
        };
    }

    private static Agent after(List<NextEvent> history) {
        var agent = Agent.inactive(QA, NOW);
        for (var next : history) {
            agent = AgentMachine.next(agent, next.on(agent), NOW).agent();
        }
        return agent;
    }

    @Property(tries = 5000)
    void aCommandIsNumberedPendingAndHasAReason(@ForAll("histories") List<NextEvent> history,
            @ForAll("nextEvents") NextEvent next) {
        var agent = after(history);
        var event = next.on(agent);
        var step = AgentMachine.next(agent, event, NOW);
        assertThat(AgentMachine.next(agent, event, NOW)).isEqualTo(step);
        assertThat(step.agent().reason()).isNotBlank();
        assertThat(step.agent().id()).isEqualTo(agent.id());
        assertThat(step.agent().attempt() - agent.attempt()).isEqualTo(step.command().isPresent() ? 1 : 0);
        step.command().ifPresent(command -> assertThat(step.agent().pending()).contains(command));
    }

    @Property(tries = 5000)
    void atMostThreeOutcomesEndATransitionalState(@ForAll("histories") List<NextEvent> history,
            @ForAll boolean succeed) {
        var agent = after(history);
        // At most a start, a stop requested meanwhile, and a start requested after that.
        for (var left = 3; agent.state().transitional() && left > 0; left--) {
            var outcomes = outcomes(agent.pending().orElseThrow()).toList();
            var outcome = outcomes.stream()
                    .filter(it -> succeed == !(it instanceof StartFailed || it instanceof StopFailed)).findFirst();
            agent = AgentMachine.next(agent, outcome.orElseThrow(), NOW).agent();
        }
        assertThat(agent.state().transitional()).as("%s", agent).isFalse();
    }

    @Property(tries = 2000)
    void onlyTheCurrentRunIsStopped(@ForAll("histories") List<NextEvent> history,
            @ForAll("nextEvents") NextEvent next) {
        var agent = after(history);
        var step = AgentMachine.next(agent, next.on(agent), NOW);
        if (step.command().isPresent() && step.command().get() instanceof StopContainer(_, var run, _)) {
            assertThat(step.agent().life()).isInstanceOf(Life.Stopping.class);
            assertThat(step.agent().run()).contains(run);
        }
    }

    @Property(tries = 2000)
    void aLateOutcomeChangesNothing(@ForAll("histories") List<NextEvent> history, @ForAll("late") Outcome late) {
        var agent = after(history);
        assertThat(AgentMachine.next(agent, late, NOW)).isEqualTo(Step.to(agent));
    }

    @Property(tries = 2000)
    void aListThatIsOlderThanTheLastChangeChangesNothing(@ForAll("histories") List<NextEvent> history,
            @ForAll("sightings") Sighting sighting) {
        var agent = after(history);
        var earlier = Agent.inactive(QA, NOW.minusSeconds(1));
        assertThat(AgentMachine.next(agent, new Listed(earlier, sighting), NOW)).isEqualTo(Step.to(agent));
    }

    @Property(tries = 200)
    void everyEventIsHandledInEveryState(@ForAll("events") AgentEvent event) {
        lives().forEach(agent -> {
            var happened = event instanceof Listed(_, var sighting) ? new Listed(agent, sighting) : event;
            assertThat(AgentMachine.next(agent, happened, NOW).agent().id()).isEqualTo(QA);
        });
    }

    /** An agent in each variant of each state. */
    private static Stream<Agent> lives() {
        var run = RUNS.getFirst();
        var ended = new Why.Ended(Exit.of(0), false);
        var inspection = Optional.<Command>of(new InspectContainer(1, "c1", Exit.UNKNOWN));
        var start = Optional.<Command>of(new StartContainer(1));
        var adoption = Optional.<Command>of(new AdoptContainer(1, run));
        var stop = Optional.<Command>of(new StopContainer(1, run, false));
        var idle = Stream.of(new Life.Inactive(new Why.NotStarted()), new Life.Inactive(ended),
                new Life.Failed(ended, Optional.empty()), new Life.Failed(ended, Optional.of(run)),
                new Life.Active(run, new Link.Connected(), false), new Life.Active(run, new Link.Connected(), true),
                new Life.Active(run, new Link.Lost(Exit.of(3)), false),
                new Life.Active(RUNS.getLast(), new Link.Lost(Exit.of(3)), false))
                .flatMap(life -> Stream.of(agent(life, Optional.empty()), agent(life, inspection)));
        var seen = Optional.<AgentEvent.Observation>of(new ContainerChanged("c1", Exit.of(3)));
        var starting = Stream.of(Optional.<AgentEvent.Observation>empty(), seen).flatMap(last -> Stream.of(
                agent(new Life.Starting(new Why.Restarting(), Optional.empty(), last), start),
                agent(new Life.Starting(new Why.Adopting(), Optional.of(run), last), adoption)));
        var stopping = Stream.of(new Purpose.Rest(Cause.PERSON), new Purpose.StartAgain(Cause.PERSON),
                new Purpose.Settle(Exit.of(3))).flatMap(purpose -> Stream.of(
                agent(new Life.Stopping(Optional.empty(), purpose), start),
                agent(new Life.Stopping(Optional.of(run), purpose), adoption),
                agent(new Life.Stopping(Optional.of(run), purpose), stop)));
        return Stream.of(idle, starting, stopping).flatMap(agents -> agents);
    }

    private static Agent agent(Life life, Optional<Command> pending) {
        return new Agent(QA, life, NOW, 1, pending, Optional.empty());
    }

    @Provide
    Arbitrary<List<NextEvent>> histories() {
        return nextEvents().list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<NextEvent> nextEvents() {
        return Combinators.combine(events(), Arbitraries.of(true, false), Arbitraries.integers().between(0, 20))
                .as(NextEvent::new);
    }

    @Provide
    Arbitrary<Sighting> sightings() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(RUNS), Arbitraries.of(true, false)).as(Alive::new),
                Combinators.combine(containers(), Arbitraries.of(EXITS)).as(NotRunning::new));
    }

    /** Outcomes of attempts that no command has. */
    @Provide
    Arbitrary<Outcome> late() {
        var attempts = Arbitraries.longs().between(-3, 0);
        return Arbitraries.oneOf(
                Combinators.combine(attempts, Arbitraries.of(RUNS)).as(Running::new),
                attempts.map(attempt -> new StartFailed(attempt, "start failed")),
                Combinators.combine(attempts, Arbitraries.of(EXITS)).as(Stopped::new),
                attempts.map(attempt -> new StopFailed(attempt, "stop failed")),
                Combinators.combine(attempts, sightings()).as(Inspected::new),
                attempts.map(InspectFailed::new));
    }

    @Provide
    Arbitrary<AgentEvent> events() {
        return Arbitraries.oneOf(
                Arbitraries.of(CAUSES).map(Start::new), Arbitraries.of(CAUSES).map(Stop::new),
                Arbitraries.of(CAUSES).map(Restart::new), Arbitraries.just(new EndedTooOften()),
                Arbitraries.longs().between(0, 9).map(attempt -> new StartProgress(attempt, "pulling an image")),
                containers().map(ContainerStarted::new),
                Combinators.combine(containers(), Arbitraries.of(EXITS)).as(ContainerChanged::new),
                Combinators.combine(Arbitraries.of(RUNS), Arbitraries.of(EXITS)).as(TerminalEnded::new),
                sightings().map(sighting -> new Listed(Agent.inactive(QA, NOW), sighting)),
                late());
    }

    private static Arbitrary<String> containers() {
        return Arbitraries.of("c1", "c2", "c3");
    }
}
