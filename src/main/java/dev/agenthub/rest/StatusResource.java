package dev.agenthub.rest;

import dev.agenthub.api.StatusJson;
import dev.agenthub.api.StatusJson.EngineJson;
import dev.agenthub.api.SummaryJson;
import dev.agenthub.hub.Hub;
import dev.agenthub.probe.McpServers;
import dev.agenthub.project.Layout;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the status of the hub and its team. */
@NonBlocking
@Path("/api/status")
public class StatusResource {

    private final Hub hub;
    private final McpServers mcpServers;
    private final Layout layout;
    private final String version;

    StatusResource(Hub hub, McpServers mcpServers, Layout layout,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.hub = hub;
        this.mcpServers = mcpServers;
        this.layout = layout;
        this.version = version;
    }

    @GET
    @Operation(summary = "The status of the team, the engine and the MCP servers")
    public StatusJson status() {
        var uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return new StatusJson(hub.agents().stream().map(SummaryJson::of).toList(), uptime.toSeconds(),
                mcpServers.responding(), EngineJson.of(hub.engine()),
                layout.root().toString(), version);
    }
}
