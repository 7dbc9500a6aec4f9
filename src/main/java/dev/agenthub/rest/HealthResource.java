package dev.agenthub.rest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the hub answers at all: the one call without a token, so it tells nothing else. */
@NonBlocking
@Path("/api/health")
public class HealthResource {

    /** The answer. */
    @RegisterForReflection
    public record HealthJson(String status) {
    }

    @GET
    @Operation(summary = "Whether the hub answers; the only call without a token")
    public HealthJson health() {
        return new HealthJson("ok");
    }
}
