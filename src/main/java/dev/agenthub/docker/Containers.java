package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import dev.agenthub.agent.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The project's containers: finds them, ends them, never touches another. Calls block, bounded in time.
 *
 * <p>Engine API: {@code GET /containers/json}, {@code GET /containers/{id}/json}, {@code POST /containers/{id}/stop},
 * {@code DELETE /containers/{id}}.
 */
final class Containers {

    /** What the engine may take for a stop beyond the program's grace. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final DockerClient docker;
    private final EngineHttp http;
    private final String project;

    Containers(DockerClient docker, EngineHttp http, String project) {
        this.docker = docker;
        this.http = http;
        this.project = project;
    }

    List<EngineContainer> list() {
        return docker.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(Labels.PROJECT, project)).exec().stream()
                .flatMap(listed -> find(listed.getId()).stream())
                .flatMap(found -> Labels.read(found, project).stream()).toList();
    }

    /** @param idOrName an id of the engine's, or a container's name */
    Optional<InspectContainerResponse> find(String idOrName) {
        try {
            return Optional.of(docker.inspectContainerCmd(idOrName).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** @throws EngineException where the container is gone */
    InspectContainerResponse present(String id) {
        return find(id).orElseThrow(() -> new EngineException(EngineException.Kind.CONTAINER_GONE,
                "Container " + id + " is not there any more."));
    }

    /** @throws EngineException where the container is gone or not the project's */
    EngineContainer ours(String id) {
        return ours(present(id));
    }

    EngineContainer ours(InspectContainerResponse found) {
        return Labels.read(found, project).orElseThrow(() -> new EngineException(EngineException.Kind.FOREIGN_CONTAINER,
                "Container " + found.getName().replaceFirst("^/", "") + " is not one of this project's: rename or remove it "
                        + "(docker rm), or set another hub.container-prefix."));
    }

    /** Succeeds when the container does not run any more, or is not there. */
    Exit stop(String id, Duration grace) throws IOException {
        var found = find(id);
        if (found.isEmpty()) {
            return Exit.UNKNOWN;
        }
        ours(found.get());
        var seconds = grace.plusMillis(999).toSeconds(); // the engine counts in whole ones
        try (var done = http.post("/containers/" + id + "/stop?t=" + seconds, null, grace.plus(MARGIN))) {
            return MainProcess.ended(docker, id);
        } catch (EngineRefusal e) {
            if (e.status() == 404) {
                return Exit.UNKNOWN; // removed by somebody else meanwhile
            }
            throw e;
        }
    }

    /** Removes the container, by force, with the volumes that have no name. It may be gone already, or be going. */
    void remove(String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            return; // as wanted
        } catch (ConflictException e) {
            if (!EngineErrors.message(e).contains("already in progress")) {
                throw e;
            }
        }
    }
}
