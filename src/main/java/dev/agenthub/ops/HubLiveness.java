package dev.agenthub.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive is a hub that can do its work, also without an engine. Answered without a worker thread, of which there may be none. */
@Liveness
@ApplicationScoped
class HubLiveness implements AsyncHealthCheck {

    private final SelfCheck selfCheck;

    HubLiveness(SelfCheck selfCheck) {
        this.selfCheck = selfCheck;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var trouble = selfCheck.trouble();
        return Uni.createFrom().item(HealthCheckResponse.named("hub").status(trouble.isEmpty())
                .withData("detail", trouble.orElse("All parts of the hub move.")).build());
    }
}
