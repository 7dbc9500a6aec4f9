package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineException.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/** Translates failures of engine calls to {@link EngineException}s with user-facing messages. */
final class EngineErrors {

    private static final String STATUS = "Status ";

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
                case EngineRefusal refusal -> {
                    return refused(action, refusal.status(), refusal.getMessage(), failure);
                }
                case DockerException refusal -> {
                    return refused(action, refusal.getHttpStatus(), message(refusal), failure);
                }
                case SocketTimeoutException timeout -> {
                    return new EngineException(Kind.TIMED_OUT, "The Docker Engine at " + host + " took too long to "
                            + action + ": check whether it is overloaded (docker ps), then try again.", failure);
                }
                default -> {
                    // try the next cause
                }
            }
        }
        return io(failure).map(cause -> unreachable(cause, failure)).orElseGet(() -> new EngineException(Kind.REFUSED,
                "Could not " + action + ": " + failure.getMessage(), failure));
    }

    /** {@return the HTTP status of the refusal, or 0 if the engine did not answer} */
    static int status(Throwable failure) {
        return switch (failure) {
            case EngineRefusal refusal -> refusal.status();
            case DockerException refusal -> refusal.getHttpStatus();
            default -> 0;
        };
    }

    /** {@return the engine's own message, without docker-java's wrapping} */
    static String message(DockerException refusal) {
        var text = refusal.getMessage() == null ? "" : refusal.getMessage();
        return EngineHttp.messageIn(text.substring(afterStatuses(text)));
    }

    /** {@return the index after any {@code Status 404: } prefixes; docker-java may add several} */
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

    private static Optional<IOException> io(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }
}
