package dev.agenthub.rest;

/** The hub cannot do its work; the message says why, in words that a stranger may read. */
final class Unwell extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unwell(String message) {
        super(message, null, false, false);
    }
}
