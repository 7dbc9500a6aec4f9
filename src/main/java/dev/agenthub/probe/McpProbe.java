package dev.agenthub.probe;

import dev.agenthub.config.HubConfig;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Asks the configured MCP servers for their health. Thread-safe. */
public final class McpProbe implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(McpProbe.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Map<String, URI> servers;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Opens no connection. */
    public McpProbe(HubConfig config) {
        var all = new TreeMap<>(config.mcp());
        config.qmsMcpUrl().ifPresent(url -> all.put("qms", url));
        config.gitMcpUrl().ifPresent(url -> all.put("git", url));
        this.servers = Collections.unmodifiableMap(all);
    }

    /** The URL of each server's health, by the server's name. */
    public Map<String, URI> servers() {
        return servers;
    }

    /** Whether the server responds within {@link #TIMEOUT} with a status below 400. Does not block and never fails. */
    public Uni<Boolean> responds(URI url) {
        var request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        return Uni.createFrom().completionStage(() -> client.sendAsync(request, BodyHandlers.discarding()))
                .map(HttpResponse::statusCode).map(status -> status < 400)
                .onFailure().recoverWithItem(failure -> {
                    LOG.debugf("%s does not respond: %s", url, failure);
                    return false;
                });
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
