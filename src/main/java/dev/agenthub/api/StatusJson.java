package dev.agenthub.api;

import dev.agenthub.hub.EngineHealth;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status of the hub and its team.
 *
 * @param mcpServers whether each MCP server answered the last probe
 */
@RegisterForReflection
public record StatusJson(List<SummaryJson> agents, long uptimeSeconds, Map<String, Boolean> mcpServers,
        EngineJson engine, String projectRoot, String version) {

    public StatusJson {
        agents = List.copyOf(agents);
        mcpServers = Collections.unmodifiableMap(new LinkedHashMap<>(mcpServers));
    }

    /** Whether the engine answers, and its address or what is wrong. */
    @RegisterForReflection
    public record EngineJson(boolean reachable, String detail) {

        public static EngineJson of(EngineHealth health) {
            return new EngineJson(health.reachable(), health.detail());
        }
    }
}
