package dev.agenthub.rest;

/** The caller is not authenticated; the message says how to authenticate. */
final class NotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message, null, false, false);
    }
}
