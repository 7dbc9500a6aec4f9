package dev.agenthub.health;

import dev.agenthub.agent.AgentState;
import dev.agenthub.hub.Hub;
import dev.agenthub.terminal.AgentTerminals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Gauges for agents, viewers and the engine, evaluated on scrape. */
@Singleton
class HubMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, Hub hub, AgentTerminals terminals) {
        Gauge.builder("hub.viewers", terminals, AgentTerminals::viewers)
                .description("Open terminal views of clients").register(registry);
        Gauge.builder("hub.engine.reachable", hub, h -> h.engine().reachable() ? 1 : 0)
                .description("Whether the container engine responds").register(registry);
        Arrays.stream(AgentState.values()).forEach(state -> Gauge
                .builder("hub.agents", hub,
                        h -> h.agents().stream().filter(view -> view.agent().state() == state).count())
                .description("Agents by state").tag("state", state.word()).register(registry));
    }
}
