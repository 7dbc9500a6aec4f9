package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The terminals of all agents, including those that do not run. Each caller gets the side of a terminal it needs. */
public final class AgentTerminals {

    private final Map<AgentId, SharedTerminal> terminals = new LinkedHashMap<>();

    /**
     * @param scrollbackLines lines that each terminal keeps above its screen
     * @param viewerBound how far a viewer may fall behind, in bytes
     * @param recorders gives each agent a recorder, which must be quick and must not block
     */
    public AgentTerminals(Collection<AgentId> agents, int scrollbackLines, long viewerBound,
            Function<AgentId, Consumer<TerminalRun>> recorders, Clock clock) {
        var floodLimiter = new FloodLimiter();
        agents.forEach(agent -> terminals.put(agent, new SharedTerminal(agent, scrollbackLines, viewerBound,
                recorders.apply(agent), floodLimiter, clock, (nanos, task) -> Infrastructure.getDefaultWorkerPool()
                        .schedule(task, nanos, TimeUnit.NANOSECONDS))));
    }

    /** The terminals as the hub runs them, in the roster's order. */
    public Map<AgentId, AgentTerminal> all() {
        return Collections.unmodifiableMap(terminals);
    }

    /** The agent's terminal for clients; empty if the agent is not on the roster. */
    public Optional<ViewedTerminal> viewed(AgentId agent) {
        return Optional.ofNullable(terminals.get(agent));
    }

    /** The agent's terminal for code that waits for or notifies its program; empty if it is not on the roster. */
    public Optional<WatchedTerminal> watched(AgentId agent) {
        return Optional.ofNullable(terminals.get(agent));
    }

    /** The number of open views of clients. */
    public int viewers() {
        return terminals.values().stream().mapToInt(SharedTerminal::viewers).sum();
    }
}
