package dev.agenthub.rest;

import dev.agenthub.api.CodeJson;
import dev.agenthub.api.LoginJson;
import dev.agenthub.security.AccessFilter;
import dev.agenthub.security.LoginCodes;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Signs browsers in and out. A browser exchanges the token or a one-time code for a cookie that is hidden from scripts
 * and not sent by other sites.
 */
@Path("/api/session")
@Blocking
public class SessionResource {

    private final AccessFilter access;
    private final LoginCodes codes;
    private final Clock clock;

    SessionResource(AccessFilter access, LoginCodes codes, Clock clock) {
        this.access = access;
        this.codes = codes;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "Exchange the token, sent as for any call, for a cookie")
    @APIResponse(responseCode = "204", description = "Signed in")
    public Response open(@Context RoutingContext context) {
        return answer(context, Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Exchange a one-time code for a cookie")
    @APIResponse(responseCode = "204", description = "Signed in")
    public Response open(@Context RoutingContext context, LoginJson login) {
        return answer(context, Optional.ofNullable(login).flatMap(LoginJson::code)
                .map(code -> codes.redeem(code, clock.instant())));
    }

    private Response answer(RoutingContext context, Optional<Boolean> codeIsGood) {
        if (!access.admits(context, codeIsGood)) {
            throw new RefusedRequest(Status.UNAUTHORIZED, ("Send the hub's token, or {\"code\": …} from "
                    + "`agent-hub open`. A code signs in one browser within %d seconds.")
                    .formatted(LoginCodes.LIFE.toSeconds()));
        }
        access.signIn(context);
        return Response.noContent().build();
    }

    @DELETE
    @Operation(summary = "Sign out: end this browser's session, or all with all=true; "
            + "their open connections are closed")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Response end(@Context RoutingContext context,
            @QueryParam("all") @DefaultValue("false") boolean all) {
        access.signOut(context, all);
        return Response.noContent().build();
    }

    @POST
    @Path("/code")
    @Operation(summary = "Create a one-time code that signs a browser in without the token")
    public CodeJson code() {
        return new CodeJson(codes.issue(clock.instant()), LoginCodes.LIFE.toSeconds());
    }
}
