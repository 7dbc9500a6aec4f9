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

/** What a monitor can read of the team: read when it asks, so that it costs nothing otherwise. */
@Singleton
class HubMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, Hub hub) {
        Gauge.builder("hub.viewers", hub, h -> h.terminals().stream().mapToInt(AgentTerminal::viewers).sum())
                .description("Views of terminals that clients hold").register(registry);
        Gauge.builder("hub.engine.reachable", hub, h -> h.engine().reachable() ? 1 : 0)
                .description("Whether the container engine answers").register(registry);
        Arrays.stream(AgentState.values()).forEach(state -> Gauge
                .builder("hub.agents", hub, h -> h.agents().stream().filter(view -> view.agent().state() == state).count())
                .description("Agents by state").tag("state", state.word()).register(registry));
    }
}
