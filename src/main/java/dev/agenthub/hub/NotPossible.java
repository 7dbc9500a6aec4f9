package dev.agenthub.hub;

/** What was asked for cannot be had as things are; the message says why, for people. */
public final class NotPossible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotPossible(String message) {
        super(message);
    }
}
