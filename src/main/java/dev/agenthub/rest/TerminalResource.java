package dev.agenthub.rest;

import dev.agenthub.api.InputJson;
import dev.agenthub.api.ScreenJson;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.terminal.AgentTerminals;
import dev.agenthub.terminal.TerminalInput;
import dev.agenthub.terminal.ViewedTerminal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Types into an agent's terminal and reads its screen. */
@NeedsReconcile
@Path("/api/agents/{id}")
public class TerminalResource {

    private final Hub hub;
    private final AgentTerminals terminals;

    TerminalResource(Hub hub, AgentTerminals terminals) {
        this.hub = hub;
        this.terminals = terminals;
    }

    @POST
    @Path("/input")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Type into the terminal")
    @APIResponse(responseCode = "204", description = "Typed")
    public Response input(@PathParam("id") String id, InputJson input) {
        var terminal = terminal(id);
        var given = Parameters.body(input);
        var typed = TerminalInput.of(given.data(), given.enter().orElse(false));
        var agent = Parameters.id(id);
        hub.pausedReason(agent).or(() -> terminal.type(typed, Optional.empty()).refusal(agent)).ifPresent(why -> {
            throw new NotPossible(why);
        });
        return Response.noContent().build();
    }

    @GET
    @Path("/screen")
    @Operation(summary = "The current screen: format=text, ansi or json")
    @APIResponse(responseCode = "200", description = "The screen", content = {
        @Content(mediaType = "text/plain"),
        @Content(mediaType = "application/json", schema = @Schema(implementation = ScreenJson.class))})
    public Response screen(@PathParam("id") String id, @QueryParam("format") @DefaultValue("text") String format) {
        var screen = terminal(id).screen();
        return switch (format) {
            case "text" -> Response.ok(screen.toText(), "text/plain;charset=UTF-8").build();
            case "ansi" -> Response.ok(screen.toAnsi(), "text/plain;charset=UTF-8").build();
            case "json" -> Response.ok(ScreenJson.of(screen), MediaType.APPLICATION_JSON).build();
            default -> throw RefusedRequest.badRequest("format must be one of text, ansi, json.");
        };
    }

    private ViewedTerminal terminal(String id) {
        return terminals.viewed(Parameters.id(id)).orElseThrow(() -> new UnknownAgent(id));
    }
}
