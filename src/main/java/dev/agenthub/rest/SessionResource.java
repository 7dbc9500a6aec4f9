package dev.agenthub.rest;

import dev.agenthub.security.Doors;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where a browser trades the token for a cookie that no script reads and no other site sends. */
@Path("/api/session")
public class SessionResource {

    private final Doors doors;

    SessionResource(Doors doors) {
        this.doors = doors;
    }

    @POST
    @Operation(summary = "Trade the token, shown as for any call, for a cookie")
    public Response open(RoutingContext context) {
        doors.remember(context);
        return Response.noContent().build();
    }
}
