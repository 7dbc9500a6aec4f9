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

/** Keeps agents true to what the engine says: its events are hints, its answers the truth. */
final class Reconciler implements EngineContact.Listener {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ContainerEngine engine;
    private final EngineContact contact;
    private final Map<AgentId, AgentSupervisor> agents;
    private final Map<AgentId, AgentTerminal> terminals;
    private final TerminalMode terminalMode;
    private final CompletableFuture<Void> looked = new CompletableFuture<>();
    /** Lists that the engine has not answered yet: one that hangs is not asked for more and more of them. */
    private final AtomicInteger listing = new AtomicInteger();
    /** Counts news of pauses: a list that was asked for before the last one may be older. */
    private final AtomicLong pauses = new AtomicLong();

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

    Uni<Void> looked() {
        return Uni.createFrom().completionStage(looked::copy);
    }

    boolean hasLooked() {
        return looked.isDone();
    }

    @Override
    public void connected() {
        look();
    }

    @Override
    public void away() {
        looked.complete(null);
    }

    @Override
    public void contactChanged() {
        agents.values().forEach(AgentSupervisor::contactChanged);
    }

    @Override
    public void heard(EngineEvent event) {
        switch (event) {
            case EngineEvent.Started started -> reconcile(started.containerId());
            case EngineEvent.Died died -> ended(died);
            case EngineEvent.Paused paused -> {
                pauses.incrementAndGet();
                report(paused.agent(), new AgentEvent.Paused(paused.containerId(), paused.paused()));
                if (!paused.paused()) {
                    // Its terminal may not be held: see FoundPaused.
                    reconcile(paused.containerId());
                }
            }
            case EngineEvent.Connected connected -> throw new IllegalArgumentException("This is for the contact to hear: " + connected);
            case EngineEvent.Disconnected disconnected -> throw new IllegalArgumentException("This is for the contact to hear: " + disconnected);
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

    /** Makes every agent's state follow from the engine's list, unless the engine is away or still asked for it. */
    void reconcile() {
        if (contact.away().isEmpty() && listing.get() == 0) {
            look();
        }
    }

    private void look() {
        // Only of what ran before the question was asked does the answer say that it has ended.
        var known = new LinkedHashMap<AgentId, Container>();
        agents.keySet().forEach(id -> known(id).ifPresent(run -> known.put(id, run)));
        var paused = pauses.get();
        listing.incrementAndGet();
        engine.list().onTermination().invoke(listing::decrementAndGet).subscribe().with(
                containers -> {
                    reconcile(containers, known, paused);
                    contact.confirmed();
                    looked.complete(null);
                },
                failure -> {
                    LOG.debugf("The engine's containers cannot be listed: %s", failure.getMessage());
                    looked.complete(null);
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
        var paused = pauses.get();
        engine.inspect(containerId).subscribe().with(
                container -> {
                    if (container.running()) {
                        observe(container, paused);
                    }
                },
                failure -> LOG.debugf("Container %s began to run and cannot be looked at: %s", containerId,
                        failure.getMessage()));
    }

    private void observe(EngineContainer container, long pausesBefore) {
        var terminal = terminals.get(container.agent());
        if (terminal == null) {
            LOG.debugf("Container %s is of an agent that is not on the roster any more.", container.name());
            return;
        }
        if (container.paused() && container.terminal() == TerminalMode.ATTACH) {
            if (pauses.get() == pausesBefore) {
                report(container.agent(), new FoundPaused(container.id(), container.startedAt().orElse(Instant.EPOCH)));
            }
            return;
        }
        report(container.agent(), new Found(container.id(), container.startedAt().orElse(Instant.EPOCH),
                container.terminal() == TerminalMode.ATTACH));
        if (pauses.get() == pausesBefore) {
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
