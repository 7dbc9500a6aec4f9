package dev.agenthub.app;

import dev.agenthub.connection.Connections;
import dev.agenthub.health.SelfCheck;
import dev.agenthub.hub.Reconciler;
import dev.agenthub.hub.Supervisors;
import dev.agenthub.hub.Ticker;
import dev.agenthub.hub.WallWatch;
import dev.agenthub.probe.McpServers;
import dev.agenthub.security.Sessions;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Schedules the hub's periodic jobs. */
@Singleton
class HubJobs {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration QUARTER_MINUTE = Duration.ofSeconds(15);

    /** Runs only after the hub listens, so that no policy acts in a hub that fails to start. */
    void schedule(@ObservesAsync HttpServerStart event, Jobs jobs, Ticker ticker, SelfCheck selfCheck,
            Reconciler reconciler, WallWatch walls, Supervisors supervisors, Optional<Sessions> sessions,
            Connections connections, McpServers servers, Clock clock) {
        jobs.run("policies", SECOND, () -> {
            ticker.tick();
            selfCheck.scheduled();
        });
        // Catches what the engine's events missed.
        jobs.run("engine", QUARTER_MINUTE, reconciler::reconcile);
        jobs.run("walls", TWO_SECONDS, () -> walls.check(supervisors::mayRun));
        sessions.ifPresent(known -> jobs.run("sessions", SECOND,
                () -> known.sweep(clock.instant(), connections.sessions())));
        jobs.run("mcp-servers", TEN_SECONDS, servers::probe);
    }
}
