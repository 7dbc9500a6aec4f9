package dev.agenthub.rest;

import jakarta.ws.rs.core.Response.Status;

/** A request that is refused; the message is user-facing and says why and what is allowed. */
final class RefusedRequest extends RuntimeException {

    private final Status status;

    RefusedRequest(Status status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** An invalid request. */
    static RefusedRequest badRequest(String message) {
        return new RefusedRequest(Status.BAD_REQUEST, message);
    }

    Status status() {
        return status;
    }
}
