package dev.agenthub.probe;

import dev.agenthub.config.HubConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Health of the MCP servers, probed in the background. */
@Singleton
public class McpServers {

    private static final Logger LOG = Logger.getLogger(McpServers.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient client;
    private final Map<String, URI> servers;
    private final Map<String, Boolean> responding = new ConcurrentHashMap<>();

    McpServers(HubConfig config, Vertx vertx) {
        this.client = vertx.createHttpClient();
        var all = new LinkedHashMap<String, URI>();
        config.qmsMcpUrl().ifPresent(url -> all.put("qms", url));
        config.gitMcpUrl().ifPresent(url -> all.put("git", url));
        all.putAll(config.mcp());
        this.servers = Map.copyOf(all);
        servers.keySet().forEach(name -> responding.put(name, false));
    }

    /** Whether each server responded to the last probe with a status below 400, by name. */
    public Map<String, Boolean> responding() {
        return new TreeMap<>(responding);
    }

    /** Probes all servers without waiting; each has {@link #TIMEOUT}. */
    public void probe() {
        servers.forEach((name, url) -> probe(name, url).subscribe().with(
                healthy -> LOG.tracef("MCP server %s was probed.", name),
                failure -> LOG.error("An MCP server could not be probed. This is a bug in the hub.", failure)));
    }

    private Uni<Boolean> probe(String name, URI url) {
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.toString())
                        .setTimeout(TIMEOUT.toMillis()))
                .chain(request -> request.send())
                .map(HttpClientResponse::statusCode)
                .map(status -> status < 400)
                .ifNoItem().after(TIMEOUT).fail()
                .onFailure().recoverWithItem(failure -> {
                    LOG.debugf("MCP server %s does not respond: %s", name, failure.getMessage());
                    return false;
                })
                .invoke(healthy -> {
                    if (!healthy.equals(responding.put(name, healthy))) {
                        LOG.infof("MCP server %s %s.", name, healthy ? "responds" : "does not respond");
                    }
                });
    }
}
