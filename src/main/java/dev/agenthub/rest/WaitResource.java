package dev.agenthub.rest;

import dev.agenthub.api.OutcomeJson;
import dev.agenthub.expect.Expectation;
import dev.agenthub.expect.LinearPattern;
import dev.agenthub.expect.Waits;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Waits until a terminal shows a text or is still, or until its agent is in a state. */
@NeedsReconcile
@Path("/api/agents/{id}/wait")
public class WaitResource {

    private final Waits waits;

    WaitResource(Waits waits) {
        this.waits = waits;
    }

    @GET
    @Operation(summary = "Wait until all given conditions hold at once: text (a regular expression in RE2 syntax; "
            + "^ and $ match at each line) is on the screen, the screen has been still for that many milliseconds, "
            + "the agent is in that state; or until timeout seconds have passed")
    public Uni<OutcomeJson> until(@PathParam("id") String id, @QueryParam("text") String text,
            @QueryParam("still") String still, @QueryParam("state") String state,
            @QueryParam("timeout") @DefaultValue("30") String timeout) {
        if (text == null && still == null && state == null) {
            throw RefusedRequest.badRequest("Say what to wait for: one or more of text, still, state.");
        }
        var expected = new Expectation(Optional.ofNullable(text).map(WaitResource::pattern),
                Optional.ofNullable(still).map(millis ->
                        Duration.ofMillis(Parameters.number("still", millis, 0, Waits.MAX_SECONDS * 1000L))),
                Optional.ofNullable(state).map(Parameters::state));
        var limit = Duration.ofSeconds(Parameters.number("timeout", timeout, 1, Waits.MAX_SECONDS));
        return waits.until(Parameters.id(id), expected, limit).map(OutcomeJson::of);
    }

    private static LinearPattern pattern(String text) {
        try {
            return LinearPattern.of(text);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.badRequest("text " + e.getMessage() + ".");
        }
    }
}
