package dev.agenthub.rest;

import dev.agenthub.ops.SelfCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reports whether the hub works. The only call without a token, so it reveals nothing else. */
@NonBlocking
@Path("/api/health")
public class HealthResource {

    /** The response. */
    @RegisterForReflection
    public record HealthJson(String status) {
    }

    private final SelfCheck selfCheck;

    HealthResource(SelfCheck selfCheck) {
        this.selfCheck = selfCheck;
    }

    @GET
    @Operation(summary = "Whether the hub works, otherwise 503 and what is stuck; the only call without a token")
    public HealthJson health() {
        selfCheck.problem().ifPresent(why -> {
            throw new SelfCheckFailed(why);
        });
        return new HealthJson("ok");
    }
}
