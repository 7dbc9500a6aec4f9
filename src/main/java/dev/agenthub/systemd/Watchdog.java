package dev.agenthub.systemd;

import dev.agenthub.config.HubConfig;
import dev.agenthub.health.SelfCheck;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks the hub's own health, independently of the engine: by {@link SelfCheck} and by a request to its web server.
 */
@Singleton
class Watchdog {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SelfCheck selfCheck;
    private final HttpServer http;
    private final String host;
    private final HttpClient client;

    Watchdog(SelfCheck selfCheck, HttpServer http, HubConfig config, Vertx vertx) {
        this.selfCheck = selfCheck;
        this.http = http;
        this.host = config.host();
        this.client = vertx.createHttpClient();
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }

    /** The problem, if there is one. Blocking. */
    Optional<String> problem() {
        var stuck = selfCheck.problem();
        if (stuck.isPresent()) {
            return stuck;
        }
        try {
            var status = client.request(HttpMethod.GET, http.getPort(), host, "/api/health")
                    .chain(request -> request.send())
                    .map(HttpClientResponse::statusCode).await().atMost(TIMEOUT);
            return status == 200 ? Optional.empty() : Optional.of("/api/health returned status " + status + ".");
        } catch (TimeoutException e) {
            return Optional.of("/api/health did not respond within %d s.".formatted(TIMEOUT.toSeconds()));
        } catch (RuntimeException e) {
            return Optional.of("/api/health does not respond: " + e.getMessage());
        }
    }
}
