package dev.agenthub.rest;

/**
 * The hub's self-check failed; the message says what is stuck, and reveals nothing else to a caller without the token.
 */
final class SelfCheckFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SelfCheckFailed(String message) {
        super(message, null, false, false);
    }
}
