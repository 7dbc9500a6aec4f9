package dev.agenthub.hub;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Found;
import dev.agenthub.agent.AgentEvent.TerminalLost;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.terminal.AgentTerminal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Keeps agents true to what the engine says: its events are hints, its answers the truth. */
final class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ContainerEngine engine;
    private final HubEvents events;
    private final Map<AgentId, AgentSupervisor> agents;
    private final Map<AgentId, AgentTerminal> terminals;
    private final TerminalMode terminalMode;
    private volatile EngineHealth health;
    private volatile Cancellable following = () -> { };
    private final CompletableFuture<Void> looked = new CompletableFuture<>();

    Reconciler(ContainerEngine engine, HubEvents events, Map<AgentId, AgentSupervisor> agents,
            Map<AgentId, AgentTerminal> terminals, TerminalMode terminalMode) {
        this.engine = engine;
        this.events = events;
        this.agents = agents;
        this.terminals = terminals;
        this.terminalMode = terminalMode;
        this.health = new EngineHealth(false, "The engine at " + engine.address() + " has not answered yet.");
    }

    void follow() {
        following = engine.events().subscribe().with(this::heard,
                failure -> LOG.error("The engine's events ended: this is a defect of the hub.", failure));
    }

    void stop() {
        following.cancel();
    }

    Uni<Void> looked() {
        return Uni.createFrom().completionStage(looked::copy);
    }

    boolean hasLooked() {
        return looked.isDone();
    }

    EngineHealth health() {
        return health;
    }

    private void heard(EngineEvent event) {
        switch (event) {
            case EngineEvent.Connected(var version) -> {
                engineIs(new EngineHealth(true, version + " at " + engine.address()));
                reconcile();
            }
            case EngineEvent.Disconnected(var reason) -> {
                engineIs(new EngineHealth(false, reason));
                looked.complete(null);
            }
            case EngineEvent.Started started -> reconcile(started.containerId());
            case EngineEvent.Died died -> ended(died);
            case EngineEvent.Paused paused -> report(paused.agent(), new AgentEvent.Paused(paused.containerId(), paused.paused()));
        }
    }

    /** News of an end may be late, when the container runs again already: the engine is asked how it fares now. */
    private void ended(EngineEvent.Died died) {
        if (terminalMode == TerminalMode.EXEC) {
            // Beside a program of exec mode, the container's end is not the program's: its connection's end tells that.
            return;
        }
        engine.inspect(died.containerId()).subscribe().with(
                container -> {
                    if (!container.running() && container.startedAt().isPresent()) {
                        report(died.agent(), new Ended(container.id(), container.startedAt().get(), died.exit()));
                    }
                },
                failure -> {
                    // It is gone altogether, so it was the run that is known.
                    if (failure instanceof EngineException e && e.kind() == EngineException.Kind.CONTAINER_GONE) {
                        known(died.agent()).filter(run -> run.id().equals(died.containerId())).ifPresent(
                                run -> report(died.agent(), new Ended(run.id(), run.startedAt(), died.exit())));
                    }
                });
    }

    private Optional<Container> known(AgentId id) {
        return Optional.ofNullable(agents.get(id)).flatMap(supervisor -> supervisor.view().agent().container());
    }

    private void engineIs(EngineHealth now) {
        var before = health;
        health = now;
        if (before.reachable() != now.reachable() || !now.reachable()) {
            LOG.logf(now.reachable() ? Logger.Level.INFO : Logger.Level.WARN, "Engine: %s", now.detail());
            events.publish(new HubEvent.EngineChanged(now.reachable(), now.detail()));
        }
    }

    /** Makes every agent's state follow from the engine's list. */
    void reconcile() {
        // Only of what ran before the question was asked does the answer say that it has ended.
        var known = new LinkedHashMap<AgentId, Container>();
        agents.keySet().forEach(id -> known(id).ifPresent(run -> known.put(id, run)));
        engine.list().subscribe().with(
                containers -> {
                    reconcile(containers, known);
                    looked.complete(null);
                },
                failure -> {
                    LOG.debugf("The engine's containers cannot be listed: %s", failure.getMessage());
                    looked.complete(null);
                });
    }

    private void reconcile(List<EngineContainer> containers, Map<AgentId, Container> known) {
        var byAgent = containers.stream().collect(Collectors.toMap(EngineContainer::agent, Function.identity(),
                (one, other) -> one.running() ? one : other));
        for (var id : agents.keySet()) {
            var container = Optional.ofNullable(byAgent.get(id));
            if (container.filter(EngineContainer::running).isPresent()) {
                observe(container.get());
            } else if (known.containsKey(id)) {
                var run = known.get(id);
                report(id, new Ended(run.id(), run.startedAt(), container.flatMap(EngineContainer::exit).orElse(Exit.UNKNOWN)));
            }
        }
    }

    private void reconcile(String containerId) {
        engine.inspect(containerId).subscribe().with(
                container -> {
                    if (container.running()) {
                        observe(container);
                    }
                },
                failure -> LOG.debugf("Container %s began to run and cannot be looked at: %s", containerId,
                        failure.getMessage()));
    }

    private void observe(EngineContainer container) {
        var terminal = terminals.get(container.agent());
        if (terminal == null) {
            LOG.debugf("Container %s is of an agent that is not on the roster any more.", container.name());
            return;
        }
        report(container.agent(), new Found(container.id(), container.startedAt().orElse(Instant.EPOCH),
                container.terminal() == TerminalMode.ATTACH));
        if (!terminal.connected()) {
            report(container.agent(), new TerminalLost(container.id()));
        }
    }

    private void report(AgentId id, AgentEvent event) {
        Optional.ofNullable(agents.get(id)).ifPresent(supervisor -> supervisor.report(event));
    }
}
