package dev.agenthub.rest;

/** A request for a task that does not exist. */
final class UnknownTask extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTask(String agent) {
        super("There is no such task in the inbox of %s; it may have been removed.".formatted(agent));
    }
}
