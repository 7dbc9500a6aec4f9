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
 * Sees to it that images are there.
 *
 * <p>Engine API: {@code GET /images/{name}/json}, {@code POST /images/create}.
 */
final class Images {

    private static final long PULL_MINUTES = 5;

    private final DockerClient docker;

    Images(DockerClient docker) {
        this.docker = docker;
    }

    /** The id of what the name means on this engine now. */
    Optional<String> id(String image) {
        try {
            return Optional.of(docker.inspectImageCmd(image).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Pulls the image once; an {@link EngineException} of kind {@code IMAGE_MISSING} says why it is not there
     * afterwards.
     */
    void pull(String image) throws InterruptedException {
        try (var pull = docker.pullImageCmd(tagged(image)).exec(new PullImageResultCallback())) {
            if (!pull.awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
                throw missing(image, "the pull was not done after " + PULL_MINUTES + " minutes", null);
            }
        } catch (DockerException e) {
            throw missing(image, EngineErrors.message(e), e);
        } catch (DockerClientException | IOException e) {
            throw missing(image, String.valueOf(e.getMessage()), e);
        }
    }

    /** Without a tag the engine would pull all of them. */
    private static String tagged(String image) {
        return image.contains("@") || image.lastIndexOf(':') > image.lastIndexOf('/') ? image : image + ":latest";
    }

    private static EngineException missing(String image, String why, Exception cause) {
        return new EngineException(EngineException.Kind.IMAGE_MISSING, "Image " + image + " is not on this engine and could not be "
                + "pulled (" + why.strip() + "): build it with docker build -t " + image + " … or docker pull " + image + ".", cause);
    }
}
