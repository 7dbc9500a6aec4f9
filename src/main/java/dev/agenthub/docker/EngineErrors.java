package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/** The one place where failures of an engine call become the port's, with sentences for people. */
final class EngineErrors {

    private static final String STATUS = "Status ";

    private final DockerHost host;

    EngineErrors(DockerHost host) {
        this.host = host;
    }

    /** @param what was tried, as the end of a sentence: {@code "start container agent-qa"} */
    EngineException explain(String what, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case EngineException known -> {
                    return known;
                }
                case EngineRefusal refusal -> {
                    return refused(what, refusal.status(), refusal.getMessage(), failure);
                }
                case DockerException refusal -> {
                    return refused(what, refusal.getHttpStatus(), message(refusal), failure);
                }
                case SocketTimeoutException late -> {
                    return new EngineException(Kind.TIMED_OUT, "The Docker Engine at " + host + " took too long to " + what
                            + ": see whether it is overloaded (docker ps), then try again.", failure);
                }
                default -> {
                    // look deeper
                }
            }
        }
        return io(failure).map(cause -> unreachable(cause, failure)).orElseGet(() -> new EngineException(Kind.REFUSED,
                "Could not " + what + ": " + failure.getMessage(), failure));
    }

    /** The status with which the engine refused; 0 where it did not answer. */
    static int status(Throwable failure) {
        return switch (failure) {
            case EngineRefusal refusal -> refusal.status();
            case DockerException refusal -> refusal.getHttpStatus();
            default -> 0;
        };
    }

    /** What the engine said, without docker-java's wrapping. */
    static String message(DockerException refusal) {
        var text = refusal.getMessage() == null ? "" : refusal.getMessage();
        return EngineHttp.messageIn(text.substring(afterStatuses(text)));
    }

    /** Where the words begin that follow {@code Status 404: }, which docker-java may have put there several times. */
    private static int afterStatuses(String text) {
        var from = 0;
        while (text.startsWith(STATUS, from)) {
            var digits = from + STATUS.length();
            var end = digits;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end == digits || !text.startsWith(": ", end)) {
                break;
            }
            from = end + 2;
        }
        return from;
    }

    private static EngineException refused(String what, int status, String message, Throwable failure) {
        if (status == 404 && message.toLowerCase().contains("no such container")) {
            return new EngineException(Kind.CONTAINER_GONE, "Could not " + what + ": the container is not there any more.", failure);
        }
        var cure = message.contains("docker-init")
                ? " The engine has no init process: install docker-init (or tini as docker-init) on its machine." : "";
        return new EngineException(Kind.REFUSED, "The Docker Engine would not " + what + ": " + message + cure, failure);
    }

    private EngineException unreachable(IOException cause, Throwable failure) {
        var socket = host.socketFile();
        var why = String.valueOf(cause.getMessage());
        String sentence;
        if (cause instanceof AccessDeniedException || why.contains("Permission denied")) {
            sentence = "The Docker Engine's socket " + host + " is closed to this user: join its group "
                    + "(sudo usermod -aG docker $USER, then log in again) or use a rootless engine.";
        } else if (socket.isPresent()) {
            sentence = "No Docker Engine answers at " + host + " (" + why + "): start it (sudo systemctl start docker) or set DOCKER_HOST.";
        } else {
            sentence = "No Docker Engine answers at " + host + " (" + why + "): see that it runs there and is reachable, or set DOCKER_HOST.";
        }
        return new EngineException(Kind.UNREACHABLE, sentence, failure);
    }

    private static Optional<IOException> io(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }
}
