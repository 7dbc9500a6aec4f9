package dev.agenthub.ops;

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

/** The MCP servers that agents use: asked every few seconds whether they are well, so that looking at the answer costs nothing. */
@Singleton
public class McpServers {

    private static final Logger LOG = Logger.getLogger(McpServers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient client;
    private final Map<String, URI> servers;
    private final Map<String, Boolean> answering = new ConcurrentHashMap<>();

    McpServers(HubConfig config, Vertx vertx) {
        this.client = vertx.createHttpClient();
        var all = new LinkedHashMap<String, URI>();
        config.qmsMcpUrl().ifPresent(url -> all.put("qms", url));
        config.gitMcpUrl().ifPresent(url -> all.put("git", url));
        all.putAll(config.mcp());
        this.servers = Map.copyOf(all);
        servers.keySet().forEach(name -> answering.put(name, false));
    }

    /** Whether each server answered the last probe with a status below 400, by name. */
    public Map<String, Boolean> answering() {
        return new TreeMap<>(answering);
    }

    /** Asks all of them, without waiting; each has {@link #PATIENCE}. */
    void probe() {
        servers.forEach((name, url) -> probe(name, url).subscribe().with(
                well -> LOG.tracef("MCP server %s was asked.", name),
                failure -> LOG.error("An MCP server could not be asked: this is a defect of the hub.", failure)));
    }

    private Uni<Boolean> probe(String name, URI url) {
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.toString())
                        .setTimeout(PATIENCE.toMillis()))
                .chain(request -> request.send())
                .map(HttpClientResponse::statusCode)
                .map(status -> status < 400)
                .ifNoItem().after(PATIENCE).fail()
                .onFailure().recoverWithItem(failure -> {
                    LOG.debugf("MCP server %s does not answer: %s", name, failure.getMessage());
                    return false;
                })
                .invoke(well -> {
                    if (!well.equals(answering.put(name, well))) {
                        LOG.infof("MCP server %s %s.", name, well ? "answers" : "does not answer");
                    }
                });
    }
}
