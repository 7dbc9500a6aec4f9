package dev.agenthub.rest;

/** There is no such task in the inbox. */
final class UnknownTask extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTask(String agent) {
        super("There is no such task in the inbox of %s: it was never there, or was taken out.".formatted(agent));
    }
}
