package dev.agenthub.rest;

import dev.agenthub.ops.SelfCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the hub can do its work: the one call without a token, so it tells nothing else. */
@NonBlocking
@Path("/api/health")
public class HealthResource {

    /** The answer. */
    @RegisterForReflection
    public record HealthJson(String status) {
    }

    private final SelfCheck selfCheck;

    HealthResource(SelfCheck selfCheck) {
        this.selfCheck = selfCheck;
    }

    @GET
    @Operation(summary = "Whether the hub can do its work, else 503 and what is stuck; the only call without a token")
    public HealthJson health() {
        selfCheck.trouble().ifPresent(why -> {
            throw new Unwell(why);
        });
        return new HealthJson("ok");
    }
}
