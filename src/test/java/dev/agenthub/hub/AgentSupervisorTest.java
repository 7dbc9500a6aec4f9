package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.ContainerChanged;
import dev.agenthub.agent.AgentEvent.Inspected;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.StartProgress;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.agent.Run;
import dev.agenthub.agent.Sighting;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalConnection;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.hub.Effects.Result;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import dev.agenthub.terminal.ProgramTerminal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** One agent's lane, with effects that complete when the test says so. */
class AgentSupervisorTest {

    private static final AgentId QA = new AgentId("qa");
    private static final Instant STARTED = Instant.parse("2026-01-01T11:00:00Z");

    /** Notes which connection it shows, and ends it when the test says so. */
    private static final class FakeTerminal implements ProgramTerminal {

        private TerminalConnection shown;
        private Runnable ended;

        @Override
        public void connect(TerminalConnection program, Runnable whenEnded) {
            shown = program;
            ended = whenEnded;
        }

        @Override
        public Optional<LastActivity> lastActivity() {
            return Optional.empty();
        }

        @Override
        public Optional<Waiting> waiting() {
            return Optional.empty();
        }
    }

    /** A contact whose outage the test controls. */
    private static final class FakeContact implements Contact {

        private volatile Optional<Instant> outageSince = Optional.empty();

        @Override
        public Optional<String> outage() {
            return outageSince.map(since -> "No engine answers: start it.");
        }

        @Override
        public Optional<Instant> unconfirmedSince() {
            return outageSince;
        }
    }

    /** Effects that are pending until the test completes them. */
    private static final class HeldEffects implements Effects {

        record Held(Command command, UniEmitter<? super Result> emitter) {
        }

        private final List<Held> held = new ArrayList<>();

        @Override
        public Uni<Result> run(AgentId agent, Command command, StartWatch watch) {
            return Uni.createFrom().emitter(emitter -> held.add(new Held(command, emitter)));
        }

        Command pending() {
            return held.getFirst().command();
        }

        void succeed() {
            var next = held.removeFirst();
            next.emitter().complete(success(next.command(), "c1"));
        }

        void open(TerminalConnection connection) {
            var next = held.removeFirst();
            next.emitter().complete(new Result(success(next.command(), "c1").outcome(), Optional.of(connection)));
        }

        void answer(Sighting sighting) {
            var next = held.removeFirst();
            next.emitter().complete(new Result(new Inspected(next.command().attempt(), sighting)));
        }

        void fail(RuntimeException failure) {
            held.removeFirst().emitter().fail(failure);
        }
    }

    private static Result success(Command command, String containerId) {
        var outcome = switch (command) {
            case Command.StartContainer(var attempt) -> new Running(attempt, new Run(containerId, STARTED, true));
            case Command.AdoptContainer(var attempt, var run) -> new Running(attempt, run);
            case Command.StopContainer(var attempt, _, _) -> new Stopped(attempt, Exit.of(0));
            case Command.InspectContainer(var attempt, var id, var reported) ->
                    new Inspected(attempt, new Sighting.NotRunning(id, reported));
        };
        return new Result(outcome);
    }

    private final HeldEffects effects = new HeldEffects();
    private final List<SavedAgent> saved = new ArrayList<>();
    private final FakeContact engine = new FakeContact();
    private final TestClock clock = new TestClock();
    private final FakeTerminal terminal = new FakeTerminal();
    private final AgentSupervisor supervisor = supervisor(effects, LaunchPolicy.MANUAL);

    private AgentSupervisor supervisor(Effects effects, LaunchPolicy launch) {
        var policy = new AgentPolicy(launch, ShutdownPolicy.MANUAL, 30);
        return new AgentSupervisor(QA, policy, false, effects, new HubEvents(clock), saved::add, terminal, engine,
                clock,
                Runnable::run);
    }

    private CompletableFuture<AgentView> request(AgentEvent.Request request) {
        return supervisor.request(request).subscribeAsCompletionStage();
    }

    private AgentState state() {
        return supervisor.view().agent().state();
    }

    @Test
    void concurrentStartRequestsShareOneOutcome() {
        var first = request(new Start(Cause.PERSON));
        var second = request(new Start(Cause.PERSON));
        assertThat(first).isNotDone();
        assertThat(effects.held).hasSize(1);

        effects.succeed();
        assertThat(first.join().agent().state()).isEqualTo(AgentState.ACTIVE);
        assertThat(second.join()).isEqualTo(first.join());
    }

    @Test
    void aFailedStartFailsAllItsRequests() {
        var first = request(new Start(Cause.PERSON));
        var second = request(new Start(Cause.PERSON));
        effects.fail(new NotPossible("no image"));

        assertThatThrownBy(first::join).hasRootCauseMessage("no image");
        assertThatThrownBy(second::join).hasRootCauseMessage("no image");
        assertThat(state()).isEqualTo(AgentState.ERROR);
        assertThat(supervisor.view().agent().reason()).isEqualTo("no image");
    }

    @Test
    void aStopDuringAStartEndsInactiveForBothRequests() {
        var start = request(new Start(Cause.PERSON));
        var stop = request(new Stop(Cause.PERSON));
        effects.succeed();
        effects.succeed();
        assertThat(start.join().agent().state()).isEqualTo(AgentState.INACTIVE);
        assertThat(stop.join().agent().state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStartDuringAStopEndsActive() {
        request(new Start(Cause.PERSON));
        effects.succeed();
        request(new Stop(Cause.PERSON));
        var start = request(new Start(Cause.PERSON));
        effects.succeed();
        effects.succeed();
        assertThat(start.join().agent().state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void theProgressOfAStartIsItsReason() {
        request(new Start(Cause.PERSON));
        supervisor.report(new StartProgress(supervisor.view().agent().attempt(), "pulling IMAGE, 3 of 8 layers"));
        assertThat(supervisor.view().reason()).isEqualTo("starting: pulling IMAGE, 3 of 8 layers");
        effects.succeed();
        assertThat(supervisor.view().reason()).isEqualTo("running");
        supervisor.report(new StartProgress(supervisor.view().agent().attempt(), "pulling IMAGE"));
        assertThat(supervisor.view().reason()).isEqualTo("running");
    }

    @Test
    void anAlwaysOnAgentStartsWithTheNextTickAndAgainWhenItsProgramDies() {
        var always = supervisor(effects, LaunchPolicy.ALWAYS);
        always.tick();
        effects.succeed();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.ACTIVE);

        always.report(new ContainerChanged("c1", Exit.of(1)));
        effects.succeed();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.ERROR);
        assertThat(always.view().reason())
                .isEqualTo("the program ended, exit code 1; failed once, next try at 2026-01-01T12:00:01Z");
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.ERROR);
        clock.advance(Duration.ofSeconds(1));
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void repeatedEarlyEndsAreAnErrorEvenWithExitCodeZero() {
        var ending = supervisor(effects, LaunchPolicy.ALWAYS);
        for (var end = 1; end <= 5; end++) {
            ending.request(new Start(Cause.hub("the test starts it"))).subscribe()
                    .with(view -> assertThat(view).isNotNull());
            effects.succeed();
            assertThat(ending.view().agent().state()).isEqualTo(AgentState.ACTIVE);
            ending.report(new ContainerChanged("c1", Exit.of(0)));
            effects.succeed();
            assertThat(ending.view().agent().state()).isEqualTo(end < 5 ? AgentState.INACTIVE : AgentState.ERROR);
        }
        assertThat(ending.view().reason()).matches("the program ended, exit code 0, soon after its start; "
                + "failed 5 times in a row, next try at .*Z");
        assertThat(ending.explain().summary()).matches("starts in 16 s: it is always on; it failed 5 times in a row.*");
    }

    @Test
    void theTerminalIsConnectedOnceTheProgramRunsAndItsEndIsInspected() {
        request(new Start(Cause.PERSON));
        var connection = new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3));
        effects.open(connection);
        assertThat(terminal.shown).isSameAs(connection);

        terminal.ended.run();
        assertThat(effects.pending()).isEqualTo(new Command.InspectContainer(2, "c1", Exit.of(3)));
        effects.succeed();
        assertThat(supervisor.view().reason()).isEqualTo("the program ended, exit code 3");
    }

    @Test
    void aTerminalOpenedForAStoppingAgentIsClosed() {
        request(new Start(Cause.PERSON));
        request(new Stop(Cause.PERSON));
        var connection = new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3));
        effects.open(connection);
        assertThat(terminal.shown).isNull();
        assertThat(connection.isClosed()).isTrue();
        assertThat(effects.pending()).isInstanceOf(Command.StopContainer.class);
    }

    @Test
    void aTerminalOpenedWhileTheHubShutsDownIsClosed() {
        request(new Start(Cause.PERSON));
        supervisor.retire();
        var connection = new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3));
        effects.open(connection);
        assertThat(terminal.shown).isNull();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void theEndOfAReplacedConnectionIsIgnored() {
        request(new Start(Cause.PERSON));
        effects.open(new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3)));
        var endOfTheFirst = terminal.ended;
        endOfTheFirst.run();
        effects.answer(new Sighting.Alive(new Run("c1", STARTED, true), false));
        effects.open(new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3)));
        assertThat(state()).isEqualTo(AgentState.ACTIVE);

        endOfTheFirst.run();
        assertThat(effects.held).isEmpty();
    }

    @Test
    void aStartWaitsForTheInspectionOfAnEndReportedMeanwhile() {
        var start = request(new Start(Cause.PERSON));
        supervisor.report(new ContainerChanged("c1", Exit.of(127)));
        effects.open(new TestProgram(new TerminalBeginning.Fresh(), Exit.of(3)));
        assertThat(terminal.shown).as("what the program printed can be read").isNotNull();
        assertThat(start).isNotDone();
        effects.succeed();
        assertThat(start.join().reason()).startsWith("the program ended, exit code 127");
    }

    @Test
    void aPolicyChangeThatIsRefusedFailsAndChangesNothing() {
        var refused = supervisor.policy(policy -> {
            throw new NotPossible("no such policy");
        }).subscribeAsCompletionStage();
        assertThatThrownBy(refused::join).hasRootCauseMessage("no such policy");
        assertThat(supervisor.view().policy().launch()).isEqualTo(LaunchPolicy.MANUAL);
    }

    @Test
    void explainingAnotherPolicyChangesNothing() {
        var always = new AgentPolicy(LaunchPolicy.ALWAYS, ShutdownPolicy.MANUAL, 30);
        assertThat(supervisor.explain(current -> always).summary()).isEqualTo("starts now: it is always on");
        assertThat(supervisor.explain().summary()).isEqualTo("stays inactive: it starts only when asked");
        assertThat(supervisor.view().policy().launch()).isEqualTo(LaunchPolicy.MANUAL);
    }

    @Test
    void twoConcurrentChangesOfAPolicyBothCount() {
        var both = new CompletableFuture<AgentView>();
        // The second change is requested while the lane makes the first.
        supervisor.policy(first -> {
            supervisor.policy(second -> new AgentPolicy(second.launch(), second.shutdown(), 7))
                    .subscribe().with(both::complete);
            return new AgentPolicy(first.launch(), ShutdownPolicy.IDLE, first.idleTimeoutMinutes());
        }).subscribe().with(view -> assertThat(view).isNotNull());
        assertThat(both).isCompletedWithValueMatching(view -> view.policy()
                .equals(new AgentPolicy(LaunchPolicy.MANUAL, ShutdownPolicy.IDLE, 7)));
    }

    @Test
    void anAutoAgentStoppedByAPersonStartsOnlyWithTheNextTask() {
        var auto = supervisor(effects, LaunchPolicy.AUTO);
        auto.tasks(1, true);
        effects.succeed();
        auto.request(new Stop(Cause.PERSON)).subscribe().with(view -> assertThat(view).isNotNull());
        effects.succeed();
        auto.tick();
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.INACTIVE);
        assertThat(saved.getLast().held()).isTrue();

        auto.tasks(2, true);
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.STARTING);
        assertThat(saved.getLast().held()).isFalse();
    }

    @Test
    void aTaskThatArrivesDuringAStopStartsTheAgentAfterwards() {
        var auto = supervisor(effects, LaunchPolicy.AUTO);
        auto.tasks(1, true);
        effects.succeed();
        auto.request(new Stop(Cause.PERSON)).subscribe().with(view -> assertThat(view).isNotNull());
        auto.tasks(2, true);
        effects.succeed();
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void duringAnOutageRequestsFailAndTheStateIsShownAsLastKnown() {
        var started = request(new Start(Cause.PERSON));
        effects.succeed();
        assertThat(started).isCompleted();
        engine.outageSince = Optional.of(Instant.parse("2030-01-01T10:00:00.123Z"));

        for (var request : List.of(new Start(Cause.PERSON), new Stop(Cause.PERSON), new Restart(Cause.PERSON))) {
            assertThatThrownBy(() -> request(request).join()).hasCauseInstanceOf(EngineException.class)
                    .hasMessageContaining("qa is unchanged").hasMessageContaining("No engine answers: start it.");
        }
        assertThat(effects.held).isEmpty();
        var view = supervisor.view();
        assertThat(view.agent().state()).isEqualTo(AgentState.ACTIVE);
        assertThat(view.reason())
                .isEqualTo("running; as last known at 2030-01-01T10:00:00Z: the engine does not answer");
        assertThat(view.unconfirmedSince()).isEqualTo(engine.outageSince);

        engine.outageSince = Optional.empty();
        assertThat(supervisor.view().reason()).isEqualTo("running");
    }

    @Test
    void anInactiveAgentCanBeStoppedWithoutAnEngine() {
        engine.outageSince = Optional.of(STARTED);
        assertThat(request(new Stop(Cause.PERSON)).join().agent().state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void policiesWaitForTheEndOfAnOutage() {
        engine.outageSince = Optional.of(STARTED);
        var always = supervisor(effects, LaunchPolicy.ALWAYS);
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.INACTIVE);
        engine.outageSince = Optional.empty();
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void theCheckOfAStuckLaneCompletesOnceItRunsAgain() throws Exception {
        var stuck = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var blocked = supervisor((agent, command, watch) -> Uni.createFrom().emitter(emitter -> {
            entered.countDown();
            while (stuck.getCount() > 0) {
                LockSupport.park();
            }
        }), LaunchPolicy.MANUAL);
        var stuckThread = Thread.ofPlatform()
                .start(() -> blocked.request(new Start(Cause.PERSON)).subscribeAsCompletionStage());
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        var check = blocked.checkLane().subscribeAsCompletionStage();
        assertThat(check).isNotDone();
        stuck.countDown();
        LockSupport.unpark(stuckThread);
        stuckThread.join();
        assertThat(check).isCompleted();
    }

    /** Many concurrent callers, with outcomes from other threads. */
    @Test
    void concurrentRequestsNeverStartTwoContainersAndAlwaysSettle() throws Exception {
        var running = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();
        try (var engine = Executors.newFixedThreadPool(4); var callers = Executors.newFixedThreadPool(8)) {
            Effects racing = (agent, command, watch) -> Uni.createFrom().item(() -> {
                var now = command instanceof Command.StopContainer ? running.decrementAndGet()
                        : running.incrementAndGet();
                mostAtOnce.accumulateAndGet(now, Math::max);
                return success(command, "c" + command.attempt());
            }).runSubscriptionOn(engine);
            var raced = supervisor(racing, LaunchPolicy.MANUAL);
            var pending = new ArrayList<CompletableFuture<AgentView>>();
            for (var i = 0; i < 400; i++) {
                var request = switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> new Start(Cause.PERSON);
                    case 1 -> new Stop(Cause.PERSON);
                    default -> new Restart(Cause.PERSON);
                };
                pending.add(CompletableFuture
                        .supplyAsync(() -> raced.request(request).subscribeAsCompletionStage(), callers)
                        .thenCompose(stage -> stage));
            }
            CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(mostAtOnce).hasValue(1);
            assertThat(raced.view().agent().state()).isIn(AgentState.ACTIVE, AgentState.INACTIVE);
            assertThat(running).hasValue(raced.view().agent().state() == AgentState.ACTIVE ? 1 : 0);
        }
    }
}
