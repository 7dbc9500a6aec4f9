package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Outcome;
import dev.agenthub.agent.AgentEvent.Restart;
import dev.agenthub.agent.AgentEvent.Running;
import dev.agenthub.agent.AgentEvent.Start;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentEvent.Stopped;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Cause;
import dev.agenthub.agent.Command;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.LastActivity;
import dev.agenthub.attention.Waiting;
import dev.agenthub.engine.EngineException;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
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

/** One lane per agent. The effects here answer when the test says, which a real engine cannot be made to do. */
class AgentSupervisorTest {

    private static final AgentId QA = new AgentId("qa");
    private static final TerminalState NOTHING_SEEN = new TerminalState() {
        @Override
        public Optional<LastActivity> lastActivity() {
            return Optional.empty();
        }

        @Override
        public Optional<Waiting> waiting() {
            return Optional.empty();
        }
    };

    /** An engine that can be taken away. */
    private static final class AnEngine implements Contact {

        private volatile Optional<Instant> awaySince = Optional.empty();

        @Override
        public Optional<String> away() {
            return awaySince.map(since -> "No engine answers: start it.");
        }

        @Override
        public Optional<Instant> unconfirmedSince() {
            return awaySince;
        }
    }

    /** Effects that are under way until the test ends them. */
    private static final class HeldEffects implements Effects {

        record Held(Command command, UniEmitter<? super Outcome> emitter) {
        }

        private final List<Held> held = new ArrayList<>();

        @Override
        public Uni<Outcome> run(AgentId agent, Command command) {
            return Uni.createFrom().emitter(emitter -> held.add(new Held(command, emitter)));
        }

        void succeed() {
            var next = held.removeFirst();
            next.emitter().complete(success(next.command(), "c1"));
        }

        void fail(RuntimeException failure) {
            held.removeFirst().emitter().fail(failure);
        }
    }

    private static Outcome success(Command command, String containerId) {
        return switch (command) {
            case Command.StartContainer start -> new Running(start.attempt(), containerId, Instant.now());
            case Command.AdoptContainer adopt -> new Running(adopt.attempt(), adopt.containerId(), Instant.now());
            case Command.StopContainer stop -> new Stopped(stop.attempt(), Exit.of(0));
        };
    }

    private final HeldEffects effects = new HeldEffects();
    private final List<SavedAgent> memory = new ArrayList<>();
    private final AnEngine engine = new AnEngine();
    private final AgentSupervisor supervisor = supervisor(effects, LaunchPolicy.MANUAL);

    private AgentSupervisor supervisor(Effects effects, LaunchPolicy launch) {
        var policy = new AgentPolicy(launch, ShutdownPolicy.MANUAL, 30);
        return new AgentSupervisor(QA, PolicyState.of(policy, false), effects, new HubEvents(Clock.systemUTC()), memory::add,
                NOTHING_SEEN, engine, Clock.systemUTC());
    }

    private CompletableFuture<AgentView> ask(AgentEvent.Request request) {
        return supervisor.request(request).subscribeAsCompletionStage();
    }

    private AgentState state() {
        return supervisor.view().agent().state();
    }

    @Test
    void allWhoAskForAStartShareItsOutcome() {
        var first = ask(new Start(Cause.PERSON));
        var second = ask(new Start(Cause.PERSON));
        assertThat(first).isNotDone();
        assertThat(effects.held).hasSize(1);

        effects.succeed();
        assertThat(first.join().agent().state()).isEqualTo(AgentState.ACTIVE);
        assertThat(second.join()).isEqualTo(first.join());
    }

    @Test
    void aStartThatFailsTellsAllWhoAskedWhy() {
        var first = ask(new Start(Cause.PERSON));
        var second = ask(new Start(Cause.PERSON));
        effects.fail(new NotPossible("no image"));

        assertThatThrownBy(first::join).hasRootCauseMessage("no image");
        assertThatThrownBy(second::join).hasRootCauseMessage("no image");
        assertThat(state()).isEqualTo(AgentState.ERROR);
        assertThat(supervisor.view().agent().reason()).isEqualTo("no image");
    }

    @Test
    void aStopDuringAStartEndsInactiveForBothWhoAsked() {
        var start = ask(new Start(Cause.PERSON));
        var stop = ask(new Stop(Cause.PERSON));
        effects.succeed();
        effects.succeed();
        assertThat(start.join().agent().state()).isEqualTo(AgentState.INACTIVE);
        assertThat(stop.join().agent().state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void aStartDuringAStopEndsActive() {
        ask(new Start(Cause.PERSON));
        effects.succeed();
        ask(new Stop(Cause.PERSON));
        var start = ask(new Start(Cause.PERSON));
        effects.succeed();
        effects.succeed();
        assertThat(start.join().agent().state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void anEffectThatNeverAnswersIsAFailureAfterItsBound() {
        var hanging = supervisor(new ThrottledEffects(effects, 8, Duration.ofMillis(50)), LaunchPolicy.MANUAL);
        var start = hanging.request(new Start(Cause.PERSON)).subscribeAsCompletionStage();
        assertThatThrownBy(() -> start.get(10, TimeUnit.SECONDS)).hasMessageContaining("The engine has not answered within");
        assertThat(hanging.view().agent().state()).isEqualTo(AgentState.ERROR);
    }

    @Test
    void anAlwaysOnAgentIsStartedByTheNextTickAndComesBackWhenItsProgramDies() {
        var always = supervisor(effects, LaunchPolicy.ALWAYS);
        always.tick();
        effects.succeed();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.ACTIVE);

        always.report(new Ended("c1", always.view().agent().container().orElseThrow().startedAt(), Exit.of(1)));
        assertThat(always.view().agent().state()).isEqualTo(AgentState.ERROR);
        assertThat(always.view().reason()).startsWith("the program ended, exit code 1; failed once in a row, next try at ");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            always.tick();
            assertThat(always.view().agent().state()).isEqualTo(AgentState.STARTING);
        });
    }

    @Test
    void anAgentThatEndsAtOnceTimeAndAgainIsInErrorHoweverWellItsProgramEnds() {
        var ending = supervisor(effects, LaunchPolicy.ALWAYS);
        for (var end = 1; end <= 5; end++) {
            ending.request(new Start(Cause.hub("the test starts it"))).subscribe().with(view -> assertThat(view).isNotNull());
            effects.succeed();
            assertThat(ending.view().agent().state()).isEqualTo(AgentState.ACTIVE);
            ending.report(new Ended("c1", ending.view().agent().container().orElseThrow().startedAt(), Exit.of(0)));
            assertThat(ending.view().agent().state()).isEqualTo(end < 5 ? AgentState.INACTIVE : AgentState.ERROR);
        }
        assertThat(ending.view().reason())
                .matches("the program ended, exit code 0, soon after its start; failed 5 times in a row, next try at .*Z");
        assertThat(ending.explain().summary()).matches("starts in 1\\d s: it is always on; it failed 5 times in a row.*");
    }

    @Test
    void aDryRunSaysWhatAnotherPolicyWouldDoAndChangesNothing() {
        var always = new AgentPolicy(LaunchPolicy.ALWAYS, ShutdownPolicy.MANUAL, 30);
        assertThat(supervisor.explain(always).summary()).isEqualTo("starts now: it is always on");
        assertThat(supervisor.explain().summary()).isEqualTo("stays inactive: it starts only when asked");
        assertThat(supervisor.view().policy().launch()).isEqualTo(LaunchPolicy.MANUAL);
    }

    @Test
    void anAutoAgentThatAPersonStoppedIsStartedByTheNextTaskOnly() {
        var auto = supervisor(effects, LaunchPolicy.AUTO);
        auto.tasks(1, true);
        effects.succeed();
        auto.request(new Stop(Cause.PERSON)).subscribe().with(view -> assertThat(view).isNotNull());
        effects.succeed();
        auto.tick();
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.INACTIVE);
        assertThat(memory.getLast().held()).isTrue();

        auto.tasks(2, true);
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.STARTING);
        assertThat(memory.getLast().held()).isFalse();
    }

    @Test
    void aTaskThatArrivesWhileTheAgentStopsStartsItAfterwards() {
        var auto = supervisor(effects, LaunchPolicy.AUTO);
        auto.tasks(1, true);
        effects.succeed();
        auto.request(new Stop(Cause.PERSON)).subscribe().with(view -> assertThat(view).isNotNull());
        auto.tasks(2, true);
        effects.succeed();
        assertThat(auto.view().agent().state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void whileTheEngineIsAwayNothingIsAskedOfItAndTheStateIsToldAsLastKnown() {
        var started = ask(new Start(Cause.PERSON));
        effects.succeed();
        assertThat(started).isCompleted();
        engine.awaySince = Optional.of(Instant.parse("2030-01-01T10:00:00.123Z"));

        for (var request : List.of(new Start(Cause.PERSON), new Stop(Cause.PERSON), new Restart(Cause.PERSON))) {
            assertThatThrownBy(() -> ask(request).join()).hasCauseInstanceOf(EngineException.class)
                    .hasMessageContaining("qa stays as it is").hasMessageContaining("No engine answers: start it.");
        }
        assertThat(effects.held).isEmpty();
        var view = supervisor.view();
        assertThat(view.agent().state()).isEqualTo(AgentState.ACTIVE);
        assertThat(view.reason()).isEqualTo("running; as last known at 2030-01-01T10:00:00Z: the engine does not answer");
        assertThat(view.unconfirmedSince()).isEqualTo(engine.awaySince);

        engine.awaySince = Optional.empty();
        assertThat(supervisor.view().reason()).isEqualTo("running");
    }

    @Test
    void anAgentThatDoesNotRunCanBeStoppedWithoutAnEngine() {
        engine.awaySince = Optional.of(Instant.now());
        assertThat(ask(new Stop(Cause.PERSON)).join().agent().state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void policiesWaitForAnEngineThatIsAwayAndActOnceItIsBack() {
        engine.awaySince = Optional.of(Instant.now());
        var always = supervisor(effects, LaunchPolicy.ALWAYS);
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.INACTIVE);
        engine.awaySince = Optional.empty();
        always.tick();
        assertThat(always.view().agent().state()).isEqualTo(AgentState.STARTING);
    }

    @Test
    void thePulseOfALaneThatIsStuckComesOnceItMovesAgain() throws Exception {
        var stuck = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var blocked = supervisor((agent, command) -> Uni.createFrom().emitter(emitter -> {
            entered.countDown();
            while (stuck.getCount() > 0) {
                LockSupport.park();
            }
        }), LaunchPolicy.MANUAL);
        var stuckThread = Thread.ofPlatform().start(() -> blocked.request(new Start(Cause.PERSON)).subscribeAsCompletionStage());
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        var pulse = blocked.pulse().subscribeAsCompletionStage();
        assertThat(pulse).isNotDone();
        stuck.countDown();
        LockSupport.unpark(stuckThread);
        stuckThread.join();
        assertThat(pulse).isCompleted();
    }

    /** Many callers at once, answers from other threads: still one container at a time, and an end. */
    @Test
    void concurrentRequestsNeverMakeTwoContainersAndAlwaysSettle() throws Exception {
        var running = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();
        try (var engine = Executors.newFixedThreadPool(4); var callers = Executors.newFixedThreadPool(8)) {
            Effects racing = (agent, command) -> Uni.createFrom().<Outcome>emitter(emitter -> engine.execute(() -> {
                var now = command instanceof Command.StopContainer ? running.decrementAndGet() : running.incrementAndGet();
                mostAtOnce.accumulateAndGet(now, Math::max);
                emitter.complete(success(command, "c" + command.attempt()));
            }));
            var raced = supervisor(racing, LaunchPolicy.MANUAL);
            var asked = new ArrayList<CompletableFuture<AgentView>>();
            for (var i = 0; i < 400; i++) {
                var request = switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> new Start(Cause.PERSON);
                    case 1 -> new Stop(Cause.PERSON);
                    default -> new Restart(Cause.PERSON);
                };
                asked.add(CompletableFuture.supplyAsync(() -> raced.request(request).subscribeAsCompletionStage(), callers)
                        .thenCompose(stage -> stage));
            }
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(mostAtOnce).hasValue(1);
            assertThat(raced.view().agent().state()).isIn(AgentState.ACTIVE, AgentState.INACTIVE);
            assertThat(running).hasValue(raced.view().agent().state() == AgentState.ACTIVE ? 1 : 0);
        }
    }
}
