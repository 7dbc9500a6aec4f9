package dev.agenthub.rest;

import dev.agenthub.api.HealthJson;
import dev.agenthub.health.SelfCheck;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reports whether the hub works. The only call without a token, so it reveals nothing else. */
@NonBlocking
@Path("/api/health")
public class HealthResource {

    private final SelfCheck selfCheck;

    HealthResource(SelfCheck selfCheck) {
        this.selfCheck = selfCheck;
    }

    @GET
    @Operation(summary = "Whether the hub works, otherwise 503 and what is stuck; the only call without a token")
    public HealthJson health() {
        selfCheck.problem().ifPresent(why -> {
            throw new RefusedRequest(Status.SERVICE_UNAVAILABLE, why);
        });
        return new HealthJson("ok");
    }
}
