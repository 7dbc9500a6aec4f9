package dev.agenthub.systemd;

import dev.agenthub.config.HubConfig;
import dev.agenthub.ops.SelfCheck;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Whether the hub itself is well, whatever its engine does: by its own check, and by whether its web server answers at its own address. */
@Singleton
class Watchdog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

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

    /** What is wrong, if something is. Blocks while it looks. */
    Optional<String> trouble() {
        var stuck = selfCheck.trouble();
        if (stuck.isPresent()) {
            return stuck;
        }
        try {
            var status = client.request(HttpMethod.GET, http.getPort(), host, "/api/health").chain(request -> request.send())
                    .map(HttpClientResponse::statusCode).await().atMost(PATIENCE);
            return status == 200 ? Optional.empty() : Optional.of("/api/health answers with " + status + ".");
        } catch (TimeoutException silent) {
            return Optional.of("/api/health has not answered within %d s.".formatted(PATIENCE.toSeconds()));
        } catch (RuntimeException failed) {
            return Optional.of("/api/health does not answer: " + failed.getMessage());
        }
    }
}
