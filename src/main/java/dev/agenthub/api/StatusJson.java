package dev.agenthub.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * The status of the hub and its team.
 *
 * @param mcpServers whether each MCP server answered the last probe
 */
@JsonNaming(SnakeCaseStrategy.class)
@RegisterForReflection
public record StatusJson(List<SummaryJson> agents, long uptimeSeconds, Map<String, Boolean> mcpServers, EngineJson engine,
        String projectRoot, String version) {

    /** The engine's state. */
    public record EngineJson(boolean reachable, String detail) {
    }
}
