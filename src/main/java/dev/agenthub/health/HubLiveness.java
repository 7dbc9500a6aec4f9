package dev.agenthub.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness check: up unless the hub itself is stuck. Asynchronous, since no worker thread may be free. */
@Liveness
@ApplicationScoped
class HubLiveness implements AsyncHealthCheck {

    private final SelfCheck selfCheck;

    HubLiveness(SelfCheck selfCheck) {
        this.selfCheck = selfCheck;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var problem = selfCheck.problem();
        return Uni.createFrom().item(HealthCheckResponse.named("hub").status(problem.isEmpty())
                .withData("detail", problem.orElse("All parts of the hub respond.")).build());
    }
}
