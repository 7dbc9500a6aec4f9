package dev.agenthub.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Translates failures of engine calls to {@link EngineException}s with user-facing messages. */
final class EngineErrors {

    private final DockerHost host;

    EngineErrors(DockerHost host) {
        this.host = host;
    }

    /** @param action the attempted action, as the end of a sentence: {@code "start container agent-qa"} */
    EngineException explain(String action, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case EngineException known -> {
                    return known;
                }
                case DockerException refusal -> {
                    return refused(action, refusal.getHttpStatus(), message(refusal), failure);
                }
                case Deadline.Exceeded late -> {
                    return new EngineException(Kind.TIMED_OUT, ("The engine has not answered within %s s (%s at %s): "
                            + "check whether it hangs (docker ps), then try again.")
                            .formatted(seconds(late.timeout()), action, host), failure);
                }
                default -> {
                    // try the next cause
                }
            }
        }
        return find(IOException.class, failure).map(cause -> unreachable(cause, failure)).orElseGet(() ->
                new EngineException(Kind.REFUSED, "Could not " + action + ": " + failure.getMessage(), failure));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? "" + time.toSeconds() : "" + time.toMillis() / 1000.0;
    }

    /** {@return the engine's own message, without what docker-java puts before it, perhaps several times} */
    static String message(DockerException refusal) {
        return messageIn(Objects.requireNonNullElse(refusal.getMessage(), "").replaceFirst("^(Status \\d{3}: )+", ""));
    }

    /** {@return the message of an error body, or the body itself if it is not JSON} */
    private static String messageIn(String body) {
        try {
            var message = EngineApi.JSON.readTree(body).path("message").asText();
            return message.isBlank() ? body.strip() : message;
        } catch (JsonProcessingException e) {
            return body.strip(); // a proxy's error page
        }
    }

    private static EngineException refused(String action, int status, String message, Throwable failure) {
        if (status == 404 && message.toLowerCase().contains("no such container")) {
            return new EngineException(Kind.CONTAINER_GONE, "Could not " + action + ": the container no longer exists.",
                    failure);
        }
        var hint = message.contains("docker-init")
                ? " The engine has no init process: install docker-init (or tini as docker-init) on its machine." : "";
        return new EngineException(Kind.REFUSED, "The Docker Engine refused to " + action + ": " + message + hint,
                failure);
    }

    private EngineException unreachable(IOException cause, Throwable failure) {
        var socket = host.socketFile();
        var why = String.valueOf(cause.getMessage());
        String text;
        if (cause instanceof AccessDeniedException || why.contains("Permission denied")) {
            text = "You do not have permission to use the Docker Engine's socket " + host + ": join its group "
                    + "(sudo usermod -aG docker $USER, then log in again) or use a rootless engine.";
        } else if (socket.isPresent()) {
            text = "No Docker Engine answers at " + host + " (" + why
                    + "): start it (sudo systemctl start docker) or set DOCKER_HOST.";
        } else {
            text = "No Docker Engine answers at " + host + " (" + why
                    + "): check that it is running and reachable, or set DOCKER_HOST.";
        }
        return new EngineException(Kind.UNREACHABLE, text, failure);
    }

    /** {@return the first cause of this type, the failure itself included} */
    static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
