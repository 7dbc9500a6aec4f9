package dev.agenthub.rest;

import dev.agenthub.engine.EngineException;
import dev.agenthub.hub.NotPossible;
import dev.agenthub.hub.UnknownAgent;
import dev.agenthub.project.ProjectError;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
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

    private static Response problem(Status status, Exception e) {
        return HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase()).withDetail(e.getMessage()).build()
                .toResponse();
    }
}
