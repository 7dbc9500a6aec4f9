package dev.agenthub.rest;

import dev.agenthub.hub.Hub;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.inbox.Inbox;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.inbox.Task;
import dev.agenthub.inbox.TaskName;
import dev.agenthub.inbox.TaskTooLong;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists, reads and creates the tasks in an agent's inbox. */
@Path("/api/agents/{id}/tasks")
@RunOnVirtualThread
public class TasksResource {

    /** A task without its text. */
    @RegisterForReflection
    public record TaskJson(String name, long size, Instant modified, String heading) {

        static TaskJson of(Task task) {
            return new TaskJson(task.name(), task.size(), task.modified(), task.heading().orElse(null));
        }
    }

    /**
     * A request to create a task.
     *
     * @param name if null, generated from the time and the text's heading
     */
    @RegisterForReflection
    public record NewTaskJson(String name, String text) {
    }

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
        try {
            return inboxes.list(Ids.find(hub, id).id()).stream().map(TaskJson::of).toList();
        } catch (IOException e) {
            throw unusable(id, e);
        }
    }

    @GET
    @Path("/{name}")
    @Produces("text/markdown;charset=UTF-8")
    @Operation(summary = "A task's text")
    public String read(@PathParam("id") String id, @PathParam("name") String name) {
        var agent = Ids.find(hub, id).id();
        try {
            return inboxes.read(agent, name);
        } catch (NoSuchFileException e) {
            throw new UnknownTask(id);
        } catch (IOException e) {
            throw unusable(id, e);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a task in the agent's inbox atomically; an existing name is a conflict")
    public Response drop(@PathParam("id") String id, NewTaskJson task) {
        var agent = Ids.find(hub, id).id();
        if (task == null || task.text() == null || task.text().isBlank()) {
            throw new BadRequest("The body must be a JSON object: {\"name\": …, \"text\": …}; name is optional.");
        }
        var name = task.name() == null ? TaskName.of(task.text(), clock.instant()) : task.name();
        if (!TaskName.allowed(name)) {
            throw new BadRequest("A task's name must match " + TaskName.GRAMMAR + ".");
        }
        if (task.text().getBytes(StandardCharsets.UTF_8).length > Inbox.MAX_BYTES) {
            throw new TaskTooLong(name);
        }
        try {
            return Response.status(Response.Status.CREATED).entity(TaskJson.of(inboxes.drop(agent, name, task.text()))).build();
        } catch (FileAlreadyExistsException e) {
            throw new NotPossible("The inbox of %s already has %s, which is unchanged: choose another name."
                    .formatted(id, name));
        } catch (IOException e) {
            throw unusable(id, e);
        }
    }

    private static NotPossible unusable(String id, IOException e) {
        return new NotPossible("The inbox of %s cannot be used: %s.".formatted(id, e.getMessage()));
    }
}
