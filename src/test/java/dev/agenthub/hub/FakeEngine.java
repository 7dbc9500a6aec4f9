package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import dev.agenthub.engine.EngineSign;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.StartLimits;
import dev.agenthub.engine.StartWatch;
import dev.agenthub.engine.TerminalBeginning;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.engine.TestProgram;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine in memory. It notes its calls, and emits signs and events when the test says so. */
final class FakeEngine implements ContainerEngine {

    static final Instant STARTED = Instant.parse("2026-01-01T11:00:00Z");

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, EngineContainer> containers = new ConcurrentHashMap<>();
    final List<TestProgram> connections = new CopyOnWriteArrayList<>();
    final AtomicInteger subscriptions = new AtomicInteger();
    final AtomicInteger terminations = new AtomicInteger();
    volatile MultiEmitter<? super EngineSign> signs;
    volatile MultiEmitter<? super EngineEvent> events;
    /** How the programs of later connections end. */
    volatile Exit exit = Exit.UNKNOWN;
    volatile boolean refusesStops;
    volatile boolean refusesAdoptions;
    /** What happens to a container while its adoption is pending. */
    volatile Runnable beforeAdoption = () -> { };

    void runs(String id, String agent, TerminalMode mode, boolean paused) {
        containers.put(id, container(id, agent, mode, true, paused, Optional.empty()));
    }

    void ended(String id, String agent, Exit exit) {
        containers.put(id, container(id, agent, TerminalMode.ATTACH, false, false, Optional.of(exit)));
    }

    private static EngineContainer container(String id, String agent, TerminalMode mode, boolean running,
            boolean paused, Optional<Exit> exit) {
        return new EngineContainer(id, "agent-" + agent, new AgentId(agent), "a plan", mode, running, paused,
                Optional.of(STARTED), exit);
    }

    @Override
    public String address() {
        return "unix:///engine";
    }

    @Override
    public Multi<EngineEvent> events() {
        return Multi.createFrom().emitter(emitter -> {
            subscriptions.incrementAndGet();
            emitter.onTermination(terminations::incrementAndGet);
            events = emitter;
        });
    }

    @Override
    public Multi<EngineSign> signs() {
        return Multi.createFrom().emitter(emitter -> signs = emitter);
    }

    @Override
    public Uni<List<EngineContainer>> list() {
        return Uni.createFrom().item(() -> {
            calls.add("list");
            return List.copyOf(containers.values());
        });
    }

    @Override
    public Uni<RunningContainer> start(ContainerPlan plan, StartLimits limits, StartWatch watch) {
        return Uni.createFrom().item(() -> {
            calls.add("start " + plan.agent());
            var id = "new-" + plan.agent();
            runs(id, plan.agent().value(), plan.terminal(), false);
            return connected(id);
        });
    }

    @Override
    public Uni<RunningContainer> adopt(String containerId) {
        return Uni.createFrom().item(() -> {
            calls.add("adopt " + containerId);
            beforeAdoption.run();
            if (refusesAdoptions) {
                throw new EngineException(EngineException.Kind.REFUSED, "The engine refuses to attach.");
            }
            return connected(containerId);
        });
    }

    private RunningContainer connected(String id) {
        var connection = new TestProgram(new TerminalBeginning.Fresh(), exit);
        connections.add(connection);
        return new RunningContainer(containers.get(id), connection);
    }

    @Override
    public Uni<Exit> stop(String containerId, Duration grace) {
        return Uni.createFrom().item(() -> {
            calls.add("stop " + containerId + " within " + grace.toSeconds() + " s");
            if (refusesStops) {
                throw new EngineException(EngineException.Kind.REFUSED, "The engine refuses to stop.");
            }
            containers.remove(containerId);
            return Exit.of(143);
        });
    }

    @Override
    public Uni<EngineContainer> inspect(String containerId) {
        return Uni.createFrom().item(() -> {
            calls.add("inspect " + containerId);
            return Optional.ofNullable(containers.get(containerId)).orElseThrow(() -> new EngineException(
                    EngineException.Kind.CONTAINER_GONE, "Container " + containerId + " no longer exists."));
        });
    }

    @Override
    public Uni<List<EngineFinding>> examine(EngineNeeds needs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
