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
    public Response history(@PathParam("id") String id, @QueryParam("lines") String lines, @QueryParam("since") String since) {
        var history = terminals.viewed(Parameters.id(id)).orElseThrow(() -> new UnknownAgent(id)).history();
        if (since != null) {
            return Response.ok(new HistoryJson(history.since(Parameters.number("since", since, 0, Long.MAX_VALUE)), history.next()), MediaType.APPLICATION_JSON)
                    .build();
        }
        var count = lines == null ? Integer.MAX_VALUE : (int) Parameters.number("lines", lines, 0, Integer.MAX_VALUE);
        var text = new StringBuilder();
        history.last(count).forEach(line -> text.append(line).append('\n'));
        return Response.ok(text.toString(), "text/plain;charset=UTF-8").build();
    }
}
