package dev.agenthub.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.security.Doors;
import dev.agenthub.security.LoginCodes;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where a browser signs in and out: it trades the token, or a one-time code, for a cookie that no script reads and no other site
 * sends.
 */
@Path("/api/session")
@Blocking
public class SessionResource {

    /** What a browser shows that has no token. */
    @RegisterForReflection
    public record LoginJson(String code) {
    }

    /** A one-time code. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record CodeJson(String code, long expiresInSeconds) {
    }

    private final Doors doors;
    private final LoginCodes codes;

    SessionResource(Doors doors, LoginCodes codes) {
        this.doors = doors;
        this.codes = codes;
    }

    @POST
    @Operation(summary = "Trade the token, shown as for any call, for a cookie")
    public Response open(@Context RoutingContext context) {
        return answer(context, Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Trade a one-time code for a cookie")
    public Response open(@Context RoutingContext context, LoginJson login) {
        return answer(context, Optional.ofNullable(login).map(LoginJson::code).map(code -> codes.redeem(code, Instant.now())));
    }

    private Response answer(RoutingContext context, Optional<Boolean> codeIsGood) {
        if (!doors.admits(context, codeIsGood)) {
            throw new NotAllowed("Show the hub's token, or {\"code\": …} from `agent-hub open`: a code lets one browser in, within %d seconds."
                    .formatted(LoginCodes.LIFE.toSeconds()));
        }
        doors.remember(context);
        return Response.noContent().build();
    }

    @DELETE
    @Operation(summary = "Sign out: end this browser's session, or with all=true every one; what they have open is closed")
    public Response end(@Context RoutingContext context,
            @QueryParam("all") @DefaultValue("false") boolean all) {
        doors.forget(context, all);
        return Response.noContent().build();
    }

    @POST
    @Path("/code")
    @Operation(summary = "A one-time code with which a browser comes in without the token")
    public CodeJson code() {
        return new CodeJson(codes.issue(Instant.now()), LoginCodes.LIFE.toSeconds());
    }
}
