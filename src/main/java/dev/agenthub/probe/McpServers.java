package dev.agenthub.probe;

import dev.agenthub.config.HubConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Health of the MCP servers, probed in the background. */
@Singleton
public class McpServers {

    private static final Logger LOG = Logger.getLogger(McpServers.class);

    private final McpProbe probe;
    private final Map<String, Boolean> responding = new ConcurrentHashMap<>();

    McpServers(HubConfig config) {
        this.probe = new McpProbe(config);
        probe.servers().keySet().forEach(name -> responding.put(name, false));
    }

    /** Whether each server responded to the last probe, by name. */
    public Map<String, Boolean> responding() {
        return new TreeMap<>(responding);
    }

    /** Probes all servers without waiting. */
    public void probe() {
        probe.servers().forEach((name, url) -> probe.responds(url).subscribe().with(
                responds -> record(name, responds),
                failure -> LOG.error("An MCP server could not be probed. This is a bug in the hub.", failure)));
    }

    private void record(String name, boolean responds) {
        if (responding.put(name, responds) != responds) {
            LOG.infof("MCP server %s %s.", name, responds ? "responds" : "does not respond");
        }
    }

    @PreDestroy
    void close() {
        probe.close();
    }
}
