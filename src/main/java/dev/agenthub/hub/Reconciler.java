package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent.Listed;
import dev.agenthub.agent.AgentEvent.Observation;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.agent.Sighting;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.EngineContainer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the agents' states in line with the engine. Passes its events on to the agents' lanes, and lists all containers
 * after each connection and from time to time, because events may be missing. Thread-safe; no method blocks.
 */
@Singleton
public final class Reconciler implements EngineContact.ContactListener {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ContainerEngine engine;
    private final EngineContact contact;
    private final Supervisors supervisors;
    private final CompletableFuture<Void> firstReconcile = new CompletableFuture<>();
    /** List requests that the engine has not answered; none is added while it hangs. */
    private final AtomicInteger pendingLists = new AtomicInteger();

    Reconciler(ContainerEngine engine, EngineContact contact, Supervisors supervisors) {
        this.engine = engine;
        this.contact = contact;
        this.supervisors = supervisors;
    }

    /** Starts to follow the engine. Running containers are adopted as soon as it answers. */
    public void follow() {
        contact.follow(this);
    }

    /** Completes after the first reconcile, or when the engine turns out not to answer. */
    Uni<Void> firstReconcile() {
        return Uni.createFrom().completionStage(firstReconcile::copy);
    }

    boolean hasReconciled() {
        return firstReconcile.isDone();
    }

    @Override
    public void connected() {
        list();
    }

    @Override
    public void disconnected() {
        firstReconcile.complete(null);
    }

    @Override
    public void confirmationChanged() {
        supervisors.all().forEach(AgentSupervisor::confirmationChanged);
    }

    @Override
    public void observed(AgentId agent, Observation seen) {
        supervisors.find(agent).ifPresent(supervisor -> supervisor.report(seen));
    }

    /** Reconciles every agent with the engine's list; skipped if the engine is unavailable or a list is pending. */
    public void reconcile() {
        if (contact.outage().isEmpty() && pendingLists.get() == 0) {
            list();
        }
    }

    private void list() {
        var asOf = supervisors.all().stream().map(AgentSupervisor::agent).toList();
        pendingLists.incrementAndGet();
        engine.list().onTermination().invoke(pendingLists::decrementAndGet)
                .invoke(containers -> report(containers, asOf))
                .chain(supervisors::checkLanes)
                .subscribe().with(
                        done -> firstReconcile.complete(null),
                        failure -> {
                            LOG.debugf("The engine's containers cannot be listed: %s", failure.getMessage());
                            firstReconcile.complete(null);
                        });
    }

    private void report(List<EngineContainer> containers, List<Agent> asOf) {
        var byAgent = containers.stream().collect(Collectors.toMap(EngineContainer::agent, Function.identity(),
                (one, other) -> one.running() ? one : other));
        asOf.forEach(agent -> sighting(agent, byAgent).ifPresent(sighting ->
                supervisors.find(agent.id()).ifPresent(supervisor ->
                supervisor.report(new Listed(agent, sighting)))));
        contact.confirmed();
    }

    /** Empty if nothing runs, as expected. */
    private static Optional<Sighting> sighting(Agent agent, Map<AgentId, EngineContainer> containers) {
        var container = Optional.ofNullable(containers.get(agent.id()));
        return container.filter(EngineContainer::running).map(running -> Sightings.of(running, Exit.UNKNOWN))
                .or(() -> agent.run().map(run -> new Sighting.NotRunning(run.containerId(),
                        container.flatMap(EngineContainer::exit).orElse(Exit.UNKNOWN))));
    }
}
