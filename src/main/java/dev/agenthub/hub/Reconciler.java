package dev.agenthub.hub;

import dev.agenthub.agent.Agent.Container;
import dev.agenthub.agent.AgentEvent;
import dev.agenthub.agent.AgentEvent.Ended;
import dev.agenthub.agent.AgentEvent.Found;
import dev.agenthub.agent.AgentEvent.FoundPaused;
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
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Keeps the agents' states in line with the engine. Events only trigger queries; the answers decide. */
final class Reconciler implements EngineContact.Listener {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ContainerEngine engine;
    private final EngineContact contact;
    private final Map<AgentId, AgentSupervisor> agents;
    private final Map<AgentId, AgentTerminal> terminals;
    private final TerminalMode terminalMode;
    private final CompletableFuture<Void> firstReconcile = new CompletableFuture<>();
    /** List requests that the engine has not answered; none is added while it hangs. */
    private final AtomicInteger pendingLists = new AtomicInteger();
    /** Counts pause events: an answer requested before the last one may be out of date. */
    private final AtomicLong pauseEvents = new AtomicLong();

    Reconciler(ContainerEngine engine, HubEvents events, Map<AgentId, AgentSupervisor> agents,
            Map<AgentId, AgentTerminal> terminals, TerminalMode terminalMode, Clock clock) {
        this.engine = engine;
        this.contact = new EngineContact(engine, events, clock, this);
        this.agents = agents;
        this.terminals = terminals;
        this.terminalMode = terminalMode;
    }

    EngineContact contact() {
        return contact;
    }

    Uni<Void> firstReconcile() {
        return Uni.createFrom().completionStage(firstReconcile::copy);
    }

    boolean hasReconciled() {
        return firstReconcile.isDone();
    }

    @Override
    public void connected() {
        listAndReconcile();
    }

    @Override
    public void disconnected() {
        firstReconcile.complete(null);
    }

    @Override
    public void confirmationChanged() {
        agents.values().forEach(AgentSupervisor::confirmationChanged);
    }

    @Override
    public void received(EngineEvent event) {
        switch (event) {
            case EngineEvent.Started started -> reconcile(started.containerId());
            case EngineEvent.Died died -> ended(died);
            case EngineEvent.Paused paused -> {
                pauseEvents.incrementAndGet();
                report(paused.agent(), new AgentEvent.Paused(paused.containerId(), paused.paused()));
                if (!paused.paused()) {
                    // Its terminal may not be connected: see FoundPaused.
                    reconcile(paused.containerId());
                }
            }
            case EngineEvent.Connected connected ->
                throw new IllegalArgumentException("EngineContact handles this event: " + connected);
            case EngineEvent.Disconnected disconnected ->
                throw new IllegalArgumentException("EngineContact handles this event: " + disconnected);
        }
    }

    /** Inspects the container first, because the event may be late and the container may already run again. */
    private void ended(EngineEvent.Died died) {
        if (terminalMode == TerminalMode.EXEC) {
            // In exec mode the end of the terminal's connection reports the program's end, not the container's.
            return;
        }
        engine.inspect(died.containerId()).subscribe().with(
                container -> {
                    if (!container.running() && container.startedAt().isPresent()) {
                        report(died.agent(), new Ended(container.id(), container.startedAt().get(), died.exit()));
                    }
                },
                failure -> {
                    // A removed container can only have ended in its last known run.
                    if (failure instanceof EngineException e && e.kind() == EngineException.Kind.CONTAINER_GONE) {
                        known(died.agent()).filter(run -> run.id().equals(died.containerId())).ifPresent(
                                run -> report(died.agent(), new Ended(run.id(), run.startedAt(), died.exit())));
                    }
                });
    }

    private Optional<Container> known(AgentId id) {
        return Optional.ofNullable(agents.get(id)).flatMap(supervisor -> supervisor.view().agent().container());
    }

    /** Reconciles every agent with the engine's list; skipped if the engine is unavailable or a list is pending. */
    void reconcile() {
        if (contact.outage().isEmpty() && pendingLists.get() == 0) {
            listAndReconcile();
        }
    }

    private void listAndReconcile() {
        // A container that is missing from the list has ended only if it ran before the request.
        var known = new LinkedHashMap<AgentId, Container>();
        agents.keySet().forEach(id -> known(id).ifPresent(run -> known.put(id, run)));
        var pausesBefore = pauseEvents.get();
        pendingLists.incrementAndGet();
        engine.list().onTermination().invoke(pendingLists::decrementAndGet).subscribe().with(
                containers -> {
                    reconcile(containers, known, pausesBefore);
                    contact.confirmed();
                    firstReconcile.complete(null);
                },
                failure -> {
                    LOG.debugf("The engine's containers cannot be listed: %s", failure.getMessage());
                    firstReconcile.complete(null);
                });
    }

    private void reconcile(List<EngineContainer> containers, Map<AgentId, Container> known, long pausesBefore) {
        var byAgent = containers.stream().collect(Collectors.toMap(EngineContainer::agent, Function.identity(),
                (one, other) -> one.running() ? one : other));
        for (var id : agents.keySet()) {
            var container = Optional.ofNullable(byAgent.get(id));
            if (container.filter(EngineContainer::running).isPresent()) {
                observe(container.get(), pausesBefore);
            } else if (known.containsKey(id)) {
                var run = known.get(id);
                report(id, new Ended(run.id(), run.startedAt(), container.flatMap(EngineContainer::exit).orElse(Exit.UNKNOWN)));
            }
        }
    }

    private void reconcile(String containerId) {
        var pausesBefore = pauseEvents.get();
        engine.inspect(containerId).subscribe().with(
                container -> {
                    if (container.running()) {
                        observe(container, pausesBefore);
                    }
                },
                failure -> LOG.debugf("Container %s started, but cannot be inspected: %s", containerId,
                        failure.getMessage()));
    }

    private void observe(EngineContainer container, long pausesBefore) {
        var terminal = terminals.get(container.agent());
        if (terminal == null) {
            LOG.debugf("Container %s belongs to an agent that is no longer on the roster.", container.name());
            return;
        }
        if (container.paused() && container.terminal() == TerminalMode.ATTACH) {
            if (pauseEvents.get() == pausesBefore) {
                report(container.agent(), new FoundPaused(container.id(), container.startedAt().orElse(Instant.EPOCH)));
            }
            return;
        }
        report(container.agent(), new Found(container.id(), container.startedAt().orElse(Instant.EPOCH),
                container.terminal() == TerminalMode.ATTACH));
        if (pauseEvents.get() == pausesBefore) {
            report(container.agent(), new AgentEvent.Paused(container.id(), container.paused()));
        }
        if (!terminal.connected()) {
            report(container.agent(), new TerminalLost(container.id()));
        }
    }

    private void report(AgentId id, AgentEvent event) {
        Optional.ofNullable(agents.get(id)).ifPresent(supervisor -> supervisor.report(event));
    }
}
