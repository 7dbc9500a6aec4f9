package dev.agenthub.rest;

/** The caller is not known. The message says how it becomes known. */
final class NotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message, null, false, false);
    }
}
