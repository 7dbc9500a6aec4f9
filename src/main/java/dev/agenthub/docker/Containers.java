package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds, stops and removes the project's containers, and no others. Calls block until their deadline.
 *
 * <p>Engine API: {@code GET /containers/json}, {@code GET /containers/{id}/json}, {@code POST /containers/{id}/stop},
 * {@code DELETE /containers/{id}}.
 */
record Containers(DockerClient docker, DockerProject project) {

    private static final Logger LOG = Logger.getLogger(Containers.class);

    Containers(EngineApi api, DockerProject project) {
        this(api.docker(), project);
    }

    List<EngineContainer> list() {
        var listed = docker.listContainersCmd().withShowAll(true)
                .withLabelFilter(Map.of(Labels.PROJECT, project.id())).exec();
        return listed.stream()
                .flatMap(container -> find(container.getId()).stream())
                .flatMap(found -> Labels.read(found, project.id()).stream()).toList();
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
        return Labels.read(found, project.id()).orElseThrow(() -> new EngineException(
                EngineException.Kind.FOREIGN_CONTAINER,
                "Container " + found.getName().replaceFirst("^/", "") + " does not belong to this project: rename it, "
                        + "remove it (docker rm) or set another hub.container-prefix."));
    }

    /** Succeeds if the container no longer runs or does not exist. */
    Exit stop(String id, Duration grace) {
        var found = find(id);
        if (found.isEmpty()) {
            return Exit.UNKNOWN;
        }
        ours(found.get());
        try {
            // The API counts whole seconds.
            docker.stopContainerCmd(id).withTimeout((int) grace.plusMillis(999).toSeconds()).exec();
        } catch (NotModifiedException e) {
            LOG.debugf("Container %s has already stopped", id);
        } catch (NotFoundException e) {
            return Exit.UNKNOWN; // removed in the meantime
        }
        return find(id).flatMap(stopped -> Labels.exit(stopped.getState())).orElse(Exit.UNKNOWN);
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
