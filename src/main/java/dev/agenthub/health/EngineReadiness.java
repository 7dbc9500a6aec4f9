package dev.agenthub.health;

import dev.agenthub.hub.Hub;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: up if the engine responds, so that agents can be started. */
@Readiness
@ApplicationScoped
class EngineReadiness implements HealthCheck {

    private final Hub hub;

    EngineReadiness(Hub hub) {
        this.hub = hub;
    }

    @Override
    public HealthCheckResponse call() {
        var engine = hub.engine();
        return HealthCheckResponse.named("engine").status(engine.reachable()).withData("detail", engine.detail())
                .build();
    }
}
