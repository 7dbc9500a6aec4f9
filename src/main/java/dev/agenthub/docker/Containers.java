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
 * Finds, stops and removes the project's containers, and no others. Calls block up to a timeout.
 *
 * <p>Engine API: {@code GET /containers/json}, {@code GET /containers/{id}/json}, {@code POST /containers/{id}/stop},
 * {@code DELETE /containers/{id}}.
 */
final class Containers {

    /** Time for a stop in addition to the program's grace period. */
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

    /** @param idOrName a container's id or name */
    Optional<InspectContainerResponse> find(String idOrName) {
        try {
            return Optional.of(docker.inspectContainerCmd(idOrName).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** @throws EngineException if the container does not exist */
    InspectContainerResponse present(String id) {
        return find(id).orElseThrow(() -> new EngineException(EngineException.Kind.CONTAINER_GONE,
                "Container " + id + " no longer exists."));
    }

    /** @throws EngineException if the container does not exist or is not the project's */
    EngineContainer ours(String id) {
        return ours(present(id));
    }

    EngineContainer ours(InspectContainerResponse found) {
        return Labels.read(found, project).orElseThrow(() -> new EngineException(EngineException.Kind.FOREIGN_CONTAINER,
                "Container " + found.getName().replaceFirst("^/", "") + " does not belong to this project: rename it, "
                        + "remove it (docker rm) or set another hub.container-prefix."));
    }

    /** Succeeds if the container no longer runs or does not exist. */
    Exit stop(String id, Duration grace) throws IOException {
        var found = find(id);
        if (found.isEmpty()) {
            return Exit.UNKNOWN;
        }
        ours(found.get());
        var seconds = grace.plusMillis(999).toSeconds(); // rounded up to whole seconds for the API
        try (var response = http.post("/containers/" + id + "/stop?t=" + seconds, null, grace.plus(MARGIN))) {
            return MainProcess.lastExit(docker, id);
        } catch (EngineRefusal e) {
            if (e.status() == 404) {
                return Exit.UNKNOWN; // removed in the meantime
            }
            throw e;
        }
    }

    /**
     * Removes the container by force, with its anonymous volumes. Succeeds if it is already removed or being removed.
     */
    void remove(String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            return; // already removed
        } catch (ConflictException e) {
            if (!EngineErrors.message(e).contains("already in progress")) {
                throw e;
            }
        }
    }
}
