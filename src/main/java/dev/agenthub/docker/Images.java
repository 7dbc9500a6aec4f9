package dev.agenthub.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.engine.EngineException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks up and pulls images.
 *
 * <p>Engine API: {@code GET /images/{name}/json}, {@code POST /images/create}.
 */
final class Images {

    private static final long PULL_MINUTES = 5;

    private final DockerClient docker;

    Images(DockerClient docker) {
        this.docker = docker;
    }

    /** {@return the id of the image that currently has this name} */
    Optional<String> id(String image) {
        try {
            return Optional.of(docker.inspectImageCmd(image).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** @throws EngineException of kind {@code IMAGE_MISSING} if the pull fails */
    void pull(String image) throws InterruptedException {
        try (var pull = docker.pullImageCmd(tagged(image)).exec(new PullImageResultCallback())) {
            if (!pull.awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
                throw missing(image, "the pull did not finish within " + PULL_MINUTES + " minutes", null);
            }
        } catch (DockerException e) {
            throw missing(image, EngineErrors.message(e), e);
        } catch (DockerClientException | IOException e) {
            throw missing(image, String.valueOf(e.getMessage()), e);
        }
    }

    /** Adds the default tag; without a tag the engine would pull every tag. */
    private static String tagged(String image) {
        return image.contains("@") || image.lastIndexOf(':') > image.lastIndexOf('/') ? image : image + ":latest";
    }

    private static EngineException missing(String image, String reason, Exception cause) {
        return new EngineException(EngineException.Kind.IMAGE_MISSING, "Image " + image
                + " does not exist on this engine and could not be pulled (" + reason.strip()
                + "): run docker build -t " + image + " … or docker pull " + image + ".", cause);
    }
}
