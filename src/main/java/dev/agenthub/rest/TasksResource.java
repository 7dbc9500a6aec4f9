package dev.agenthub.rest;

import dev.agenthub.agent.AgentId;
import dev.agenthub.api.NewTaskJson;
import dev.agenthub.api.TaskJson;
import dev.agenthub.hub.Hub;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.inbox.TaskName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Lists, reads and creates the tasks in an agent's inbox. */
@Path("/api/agents/{id}/tasks")
@RunOnVirtualThread
public class TasksResource {

    private final Hub hub;
    private final Inboxes inboxes;
    private final Clock clock;

    TasksResource(Hub hub, Inboxes inboxes, Clock clock) {
        this.hub = hub;
        this.inboxes = inboxes;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The oldest 1000 tasks in the agent's inbox, oldest first")
    public List<TaskJson> list(@PathParam("id") String id) {
        return use(id, agent -> inboxes.list(agent).stream().map(TaskJson::of).toList());
    }

    @GET
    @Path("/{name}")
    @Produces("text/markdown;charset=UTF-8")
    @Operation(summary = "A task's text")
    public String read(@PathParam("id") String id, @PathParam("name") String name) {
        return use(id, agent -> inboxes.read(agent, name));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Create a task in the agent's inbox atomically; an existing name is a conflict")
    public TaskJson drop(@PathParam("id") String id, NewTaskJson task) {
        var wanted = Parameters.body(task);
        var name = wanted.name().orElseGet(() -> TaskName.of(wanted.text(), clock.instant()));
        return use(id, agent -> TaskJson.of(inboxes.drop(agent, name, wanted.text())));
    }

    private interface Use<T> {
        T of(AgentId agent) throws IOException;
    }

    private <T> T use(String id, Use<T> use) {
        var agent = Parameters.agent(hub, id).id();
        try {
            return use.of(agent);
        } catch (NoSuchFileException e) {
            throw new RefusedRequest(Status.NOT_FOUND,
                    "There is no such task in the inbox of %s; it may have been removed.".formatted(id));
        } catch (FileAlreadyExistsException e) {
            throw new NotPossible("The inbox of %s already has a task of that name, which is unchanged: choose another."
                    .formatted(id));
        } catch (IOException e) {
            throw new NotPossible("The inbox of %s cannot be used: %s.".formatted(id, e.getMessage()));
        }
    }
}
