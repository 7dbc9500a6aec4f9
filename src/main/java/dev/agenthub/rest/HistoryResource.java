package dev.agenthub.rest;

import dev.agenthub.api.HistoryJson;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.terminal.AgentTerminals;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Serves the scrollback and screen of an agent's terminal as text. */
@Path("/api/agents/{id}/history")
public class HistoryResource {

    private final AgentTerminals terminals;

    HistoryResource(AgentTerminals terminals) {
        this.terminals = terminals;
    }

    @GET
    @Operation(summary = "The kept lines as text, or the last lines=N; "
            + "with since=LINE the finished lines from there as JSON")
    @APIResponse(responseCode = "200", description = "The lines", content = {
        @Content(mediaType = "text/plain"),
        @Content(mediaType = "application/json", schema = @Schema(implementation = HistoryJson.class))})
    public Response history(@PathParam("id") String id, @QueryParam("lines") String lines,
            @QueryParam("since") String since) {
        var history = terminals.viewed(Parameters.id(id)).orElseThrow(() -> new UnknownAgent(id)).history();
        if (since != null) {
            var finished = history.since(Parameters.number("since", since, 0, Long.MAX_VALUE));
            return Response.ok(new HistoryJson(finished, history.next()), MediaType.APPLICATION_JSON).build();
        }
        var count = lines == null ? Integer.MAX_VALUE : (int) Parameters.number("lines", lines, 0, Integer.MAX_VALUE);
        var text = new StringBuilder();
        history.last(count).forEach(line -> text.append(line).append('\n'));
        return Response.ok(text.toString(), "text/plain;charset=UTF-8").build();
    }
}
