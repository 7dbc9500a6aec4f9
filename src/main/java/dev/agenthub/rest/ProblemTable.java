package dev.agenthub.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agenthub.engine.EngineException;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.project.ProjectError;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What each failure is to a caller (RFC 9457). The library maps what is not ours: malformed JSON, unknown paths, wrong methods. */
final class ProblemTable {

    @ServerExceptionMapper
    Response unknownAgent(UnknownAgent e) {
        return problem(Status.NOT_FOUND, e);
    }

    @ServerExceptionMapper
    Response badRequest(BadRequest e) {
        return problem(Status.BAD_REQUEST, e);
    }

    @ServerExceptionMapper
    Response notPossible(NotPossible e) {
        return problem(Status.CONFLICT, e);
    }

    @ServerExceptionMapper
    Response project(ProjectError e) {
        return problem(Status.CONFLICT, e);
    }

    @ServerExceptionMapper
    Response engine(EngineException e) {
        return problem(switch (e.kind()) {
            case UNREACHABLE, TIMED_OUT -> Status.SERVICE_UNAVAILABLE;
            case IMAGE_MISSING, FOREIGN_CONTAINER, CONTAINER_GONE, REFUSED -> Status.CONFLICT;
        }, e);
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e) {
        return problem(Status.NOT_FOUND, "There is nothing at this path: /q/openapi lists what there is.");
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e) {
        return problem(Status.METHOD_NOT_ALLOWED, "This path does not take that method: /q/openapi lists what it takes.");
    }

    @ServerExceptionMapper
    Response notSupported(NotSupportedException e) {
        return problem(Status.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, said so by Content-Type: application/json.");
    }

    /** What remains of a request that cannot be read; the library's own words say where and why. */
    @ServerExceptionMapper
    Response other(WebApplicationException e) {
        var status = e.getResponse().getStatusInfo();
        return problem(status, e.getCause() instanceof JsonProcessingException json
                ? "The body is not the JSON object that is expected: " + json.getOriginalMessage() + "."
                : status.getReasonPhrase() + ".");
    }

    private static Response problem(Status status, Exception e) {
        return problem(status, e.getMessage());
    }

    private static Response problem(StatusType status, String detail) {
        return HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase()).withDetail(detail).build().toResponse();
    }
}
