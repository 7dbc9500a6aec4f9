package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.StartWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks up and pulls images.
 *
 * <p>Engine API: {@code GET /images/{name}/json}, {@code POST /images/create}.
 */
record Images(EngineApi api) {

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(3);

    /** {@return the id of the image that currently has this name} */
    Optional<String> id(String image) {
        try {
            return Optional.of(api.docker().inspectImageCmd(image).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Pulls an image; the call's deadline limits the time.
     *
     * @throws EngineException of kind {@code IMAGE_MISSING} if the pull fails
     */
    void pull(String image, StartWatch watch) throws InterruptedException {
        checkWanted(image, watch, "pulling " + image);
        try (var pull = api.docker().pullImageCmd(tagged(image)).exec(new PullProgress(image))) {
            while (!pull.awaitEnd(WATCH_INTERVAL)) {
                checkWanted(image, watch, pull.phrase());
            }
            pull.awaitCompletion(); // throws its failure
        } catch (DockerException e) {
            throw missing(image, EngineErrors.message(e), e);
        } catch (DockerClientException | IOException e) {
            throw missing(image, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            // docker-java wraps the failures of its reading thread.
            if (EngineErrors.find(Deadline.Exceeded.class, e).isEmpty()) {
                throw e;
            }
            throw missing(image, "the pull did not finish in time: raise hub.pull-timeout", e);
        }
    }

    private static void checkWanted(String image, StartWatch watch, String doing) {
        if (!watch.waiting(doing)) {
            throw new EngineException(EngineException.Kind.REFUSED, "The start was cancelled before image " + image
                    + " was pulled.");
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
