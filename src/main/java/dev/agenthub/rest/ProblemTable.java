package dev.agenthub.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.agenthub.api.ProblemJson;
import dev.agenthub.api.Wire;
import dev.agenthub.engine.EngineException;
import dev.agenthub.expect.CostlyPattern;
import dev.agenthub.expect.TooManyWaits;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.inbox.FolderStuck;
import dev.agenthub.inbox.TaskTooLong;
import dev.agenthub.project.ProjectError;
import dev.agenthub.recording.UnknownRecording;
import dev.agenthub.security.TooManyGuesses;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps exceptions to problems (RFC 9457) whose detail says what to do. */
final class ProblemTable {

    private static final Logger LOG = Logger.getLogger(ProblemTable.class);

    /** The types besides Throwable are those for which the framework has mappers of its own. */
    @ServerExceptionMapper({Throwable.class, WebApplicationException.class, JsonProcessingException.class,
        MismatchedInputException.class})
    Response problem(Throwable e) {
        return switch (e) {
            case RefusedRequest refused -> problem(refused.status(), e.getMessage());
            case UnknownAgent _, UnknownRecording _ -> problem(Status.NOT_FOUND, e.getMessage());
            case CostlyPattern _ -> problem(Status.BAD_REQUEST, e.getMessage());
            case NotPossible _, ProjectError _ -> problem(Status.CONFLICT, e.getMessage());
            case TaskTooLong _ -> problem(Status.REQUEST_ENTITY_TOO_LARGE, e.getMessage());
            case FolderStuck _ -> problem(Status.SERVICE_UNAVAILABLE, e.getMessage());
            case TooManyWaits _ -> problem(Status.TOO_MANY_REQUESTS, e.getMessage());
            case TooManyGuesses guesses -> Response.fromResponse(problem(Status.TOO_MANY_REQUESTS, e.getMessage()))
                    .header(HttpHeaders.RETRY_AFTER, guesses.retryAfterSeconds()).build();
            case EngineException engine -> problem(switch (engine.kind()) {
                case UNREACHABLE, TIMED_OUT -> Status.SERVICE_UNAVAILABLE;
                case IMAGE_MISSING, FOREIGN_CONTAINER, CONTAINER_GONE, REFUSED -> Status.CONFLICT;
            }, e.getMessage());
            case JsonProcessingException json -> problem(Status.BAD_REQUEST, Wire.describe("body", json));
            case WebApplicationException framework -> framework.getCause() instanceof JsonProcessingException json
                    ? problem(json)
                    : problem(framework.getResponse().getStatusInfo(), describe(framework));
            default -> {
                LOG.error("A request failed. This is a bug in the hub.", e);
                yield problem(Status.INTERNAL_SERVER_ERROR, "The hub failed to handle the request; its log says why.");
            }
        };
    }

    /** What to do about a request that the framework rejects. */
    private static String describe(WebApplicationException e) {
        var status = e.getResponse().getStatusInfo();
        return switch (status.getStatusCode()) {
            case 404 -> "There is nothing at this path; /q/openapi lists all paths.";
            case 405 -> "This path does not support that method; /q/openapi lists the methods.";
            case 406 -> "No response format matches your Accept header.";
            case 415 -> "The body must be JSON, sent with Content-Type: application/json.";
            default -> status.getReasonPhrase() + ".";
        };
    }

    private static Response problem(StatusType status, String detail) {
        return Response.status(status).type("application/problem+json")
                .entity(new ProblemJson(status.getStatusCode(), status.getReasonPhrase(), detail)).build();
    }
}
