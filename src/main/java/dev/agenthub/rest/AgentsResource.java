package dev.agenthub.rest;

import dev.agenthub.api.AgentJson;
import dev.agenthub.api.DecisionJson;
import dev.agenthub.api.PolicyChange;
import dev.agenthub.api.PolicyJson;
import dev.agenthub.api.SummaryJson;
import dev.agenthub.hub.Hub;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists, starts and stops agents, and manages their policies. */
@NonBlocking
@NeedsReconcile
@Path("/api/agents")
public class AgentsResource {

    private final Hub hub;

    AgentsResource(Hub hub) {
        this.hub = hub;
    }

    @GET
    @Operation(summary = "All agents, in the roster's order")
    public List<SummaryJson> all() {
        return hub.agents().stream().map(SummaryJson::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One agent")
    public AgentJson one(@PathParam("id") String id) {
        return AgentJson.of(Parameters.agent(hub, id));
    }

    @POST
    @Path("/{id}/start")
    @Operation(summary = "Start the agent and wait for the outcome; no change if it runs")
    public Uni<AgentJson> start(@PathParam("id") String id) {
        return hub.start(Parameters.id(id)).map(AgentJson::of);
    }

    @POST
    @Path("/{id}/stop")
    @Operation(summary = "Stop the agent and wait for the outcome; no change if it does not run")
    public Uni<AgentJson> stop(@PathParam("id") String id) {
        return hub.stop(Parameters.id(id)).map(AgentJson::of);
    }

    @POST
    @Path("/{id}/restart")
    @Operation(summary = "Stop the agent if it runs, start it, and wait for the outcome")
    public Uni<AgentJson> restart(@PathParam("id") String id) {
        return hub.restart(Parameters.id(id)).map(AgentJson::of);
    }

    @GET
    @Path("/{id}/policy")
    @Operation(summary = "The agent's launch and shutdown policy")
    public PolicyJson policy(@PathParam("id") String id) {
        return PolicyJson.of(Parameters.agent(hub, id).policy());
    }

    @PUT
    @Path("/{id}/policy")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the agent's launch and shutdown policy; omitted fields are unchanged")
    public Uni<PolicyJson> policy(@PathParam("id") String id, PolicyChange change) {
        return hub.policy(Parameters.id(id), Parameters.body(change)::applyTo).map(now -> PolicyJson.of(now.policy()));
    }

    @GET
    @Path("/{id}/explain")
    @Operation(summary = "Explain the policy's current decision: what, when, and why")
    public DecisionJson explain(@PathParam("id") String id) {
        return DecisionJson.of(hub.explain(Parameters.id(id)));
    }

    @POST
    @Path("/{id}/explain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Explain what another policy would decide; changes nothing")
    public DecisionJson explain(@PathParam("id") String id, PolicyChange change) {
        return DecisionJson.of(hub.explain(Parameters.id(id), Parameters.body(change)::applyTo));
    }
}
