package dev.agenthub.ops;

import dev.agenthub.agent.AgentState;
import dev.agenthub.hub.Hub;
import dev.agenthub.terminal.AgentTerminal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Gauges for agents, viewers and the engine, evaluated on scrape. */
@Singleton
class HubMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, Hub hub) {
        Gauge.builder("hub.viewers", hub, h -> h.terminals().stream().mapToInt(AgentTerminal::viewers).sum())
                .description("Open terminal views of clients").register(registry);
        Gauge.builder("hub.engine.reachable", hub, h -> h.engine().reachable() ? 1 : 0)
                .description("Whether the container engine responds").register(registry);
        Arrays.stream(AgentState.values()).forEach(state -> Gauge
                .builder("hub.agents", hub, h -> h.agents().stream().filter(view -> view.agent().state() == state).count())
                .description("Agents by state").tag("state", state.word()).register(registry));
    }
}
