package dev.agenthub.rest;

import dev.agenthub.api.RecordingJson;
import dev.agenthub.hub.Hub;
import dev.agenthub.recording.Recordings;
import dev.agenthub.recording.UnknownRecording;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.PathPart;

/** Serves the recordings of an agent's terminal sessions. */
@Path("/api/agents/{id}/recordings")
@Blocking
public class RecordingsResource {

    private final Hub hub;
    private final Recordings recordings;

    RecordingsResource(Hub hub, Recordings recordings) {
        this.hub = hub;
        this.recordings = recordings;
    }

    @GET
    @Operation(summary = "The recordings of the agent's sessions, newest first")
    public List<RecordingJson> all(@PathParam("id") String id) {
        return recordings.of(Parameters.agent(hub, id).id()).stream().map(RecordingJson::of).toList();
    }

    @GET
    @Path("/{name}")
    @Produces(Recordings.MEDIA_TYPE)
    @Operation(summary = "One recording as asciicast v3; a running one as far as it has been written")
    public Response one(@PathParam("id") String id, @PathParam("name") String name) {
        var agent = Parameters.agent(hub, id).id();
        var recording = recordings.find(agent, name).orElseThrow(() -> new UnknownRecording(agent.value(), name));
        // Fixes the length now, because a running recording grows while it is sent.
        return Response.ok(new PathPart(recording.file(), 0, recording.bytes()), Recordings.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-%s\"".formatted(agent, recording.name()))
                .build();
    }
}
