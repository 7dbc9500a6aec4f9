package dev.agenthub.hub;

import dev.agenthub.agent.Agent;
import dev.agenthub.agent.AgentEvent.Stop;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Cause;
import dev.agenthub.config.AgentSettings;
import dev.agenthub.config.HubConfig;
import dev.agenthub.terminal.AgentTerminals;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The supervisors of the team, in the roster's order. */
@Singleton
public final class Supervisors {

    private static final Logger LOG = Logger.getLogger(Supervisors.class);

    private final Map<AgentId, AgentSupervisor> supervisors;

    Supervisors(HubConfig config, SavedTeam saved, StateWriter writer, ThrottledEffects effects,
            HubEvents events, AgentTerminals terminals, EngineContact contact, Clock clock) {
        var lanes = Thread.ofVirtual().name("lane-", 0).factory();
        var all = new LinkedHashMap<AgentId, AgentSupervisor>();
        for (var id : config.agents().ids()) {
            var configured = AgentSettings.of(config, id).policy();
            var earlier = saved.agent(id);
            all.put(id, new AgentSupervisor(id, earlier.policy().orElse(configured), earlier.held(), effects, events,
                    changed -> writer.save(changed.withoutConfigured(configured)),
                    terminals.all().get(id), contact, clock, lane -> lanes.newThread(lane).start()));
        }
        supervisors = Collections.unmodifiableMap(all);
    }

    Collection<AgentSupervisor> all() {
        return supervisors.values();
    }

    Optional<AgentSupervisor> find(AgentId id) {
        return Optional.ofNullable(supervisors.get(id));
    }

    /** @throws UnknownAgent if it is not on the roster */
    AgentSupervisor get(AgentId id) {
        return find(id).orElseThrow(() -> new UnknownAgent(id.value()));
    }

    /** Whether the agent has a container, or may have one soon. A starting agent has its mounts before. */
    public boolean mayRun(AgentId id) {
        return find(id).map(AgentSupervisor::agent).filter(Supervisors::mayRun).isPresent();
    }

    static boolean mayRun(Agent agent) {
        return agent.run().isPresent() || agent.state().transitional();
    }

    /** Completes when every lane has run everything queued before; a long delay means that a lane is stuck. */
    public Uni<Void> checkLanes() {
        return Uni.join().all(supervisors.values().stream().map(AgentSupervisor::checkLane).toList()).andFailFast()
                .replaceWithVoid();
    }

    /**
     * Disables the policies and stops agents in parallel. Blocks until done.
     *
     * @param stops which agents to stop
     * @param timeout the longest to wait; agents that still run then are found by the next hub
     */
    void end(Predicate<Agent> stops, Duration timeout) {
        supervisors.values().forEach(AgentSupervisor::retire);
        var pending = supervisors.values().stream().filter(it -> stops.test(it.agent()))
                .map(Supervisors::stop).toList();
        if (pending.isEmpty()) {
            return;
        }
        try {
            Uni.join().all(pending).andFailFast().await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf("Not all agents stopped within %d s; the next hub will find those still running.",
                    timeout.toSeconds());
        }
    }

    private static Uni<AgentView> stop(AgentSupervisor supervisor) {
        return supervisor.request(new Stop(Cause.hub("the hub is shutting down")))
                .onFailure().recoverWithItem(failure -> {
                    LOG.warnf("%s could not be stopped: %s", supervisor.agent().id(), failure.getMessage());
                    return supervisor.view();
                });
    }
}
