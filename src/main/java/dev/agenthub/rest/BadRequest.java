package dev.agenthub.rest;

/** An invalid request; the message says what is wrong and what is allowed. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
