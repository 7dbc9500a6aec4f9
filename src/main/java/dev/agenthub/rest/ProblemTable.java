package dev.agenthub.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
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
import io.quarkus.runtime.annotations.RegisterForReflection;
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

    /** A problem's body. */
    @RegisterForReflection
    public record ProblemJson(int status, String title, String detail) {
    }

    @ServerExceptionMapper
    Response unknownAgent(UnknownAgent e) {
        return problem(Status.NOT_FOUND, e.getMessage());
    }

    @ServerExceptionMapper
    Response unknownRecording(UnknownRecording e) {
        return problem(Status.NOT_FOUND, e.getMessage());
    }

    @ServerExceptionMapper
    Response badRequest(BadRequest e) {
        return problem(Status.BAD_REQUEST, e.getMessage());
    }

    @ServerExceptionMapper
    Response costlyPattern(CostlyPattern e) {
        return problem(Status.BAD_REQUEST, e.getMessage());
    }

    @ServerExceptionMapper
    Response tooManyWaits(TooManyWaits e) {
        return problem(Status.TOO_MANY_REQUESTS, e.getMessage());
    }

    @ServerExceptionMapper
    Response notPossible(NotPossible e) {
        return problem(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    Response taskTooLong(TaskTooLong e) {
        return problem(Status.REQUEST_ENTITY_TOO_LARGE, e.getMessage());
    }

    @ServerExceptionMapper
    Response folderStuck(FolderStuck e) {
        return problem(Status.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ServerExceptionMapper
    Response unknownTask(UnknownTask e) {
        return problem(Status.NOT_FOUND, e.getMessage());
    }

    @ServerExceptionMapper
    Response project(ProjectError e) {
        return problem(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    Response engine(EngineException e) {
        return problem(switch (e.kind()) {
            case UNREACHABLE, TIMED_OUT -> Status.SERVICE_UNAVAILABLE;
            case IMAGE_MISSING, FOREIGN_CONTAINER, CONTAINER_GONE, REFUSED -> Status.CONFLICT;
        }, e.getMessage());
    }

    /** Malformed JSON, or JSON of the wrong form. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException e) {
        return problem(Status.BAD_REQUEST, "The body is not the expected JSON object: " + e.getOriginalMessage() + ".");
    }

    /** Requests rejected by the framework. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        var status = e.getResponse().getStatusInfo();
        return problem(status, switch (status.getStatusCode()) {
            case 404 -> "There is nothing at this path; /q/openapi lists all paths.";
            case 405 -> "This path does not support that method; /q/openapi lists the methods.";
            case 406 -> "No response format matches your Accept header.";
            case 415 -> "The body must be JSON, sent with Content-Type: application/json.";
            default -> status.getReasonPhrase() + ".";
        });
    }

    @ServerExceptionMapper
    Response selfCheckFailed(SelfCheckFailed e) {
        return problem(Status.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowed e) {
        return problem(Status.UNAUTHORIZED, e.getMessage());
    }

    @ServerExceptionMapper
    Response tooManyGuesses(TooManyGuesses e) {
        return Response.fromResponse(problem(Status.TOO_MANY_REQUESTS, e.getMessage()))
                .header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds()).build();
    }

    /** A defect of the hub; details go to the log only. */
    @ServerExceptionMapper
    Response defect(Throwable e) {
        LOG.error("A request failed: this is a defect of the hub.", e);
        return problem(Status.INTERNAL_SERVER_ERROR, "The hub failed to handle the request; its log says why.");
    }

    private static Response problem(StatusType status, String detail) {
        return Response.status(status).type("application/problem+json")
                .entity(new ProblemJson(status.getStatusCode(), status.getReasonPhrase(), detail)).build();
    }
}
