package dev.agenthub.rest;

/** A request that says something that cannot be; the message says what, and what is allowed. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
