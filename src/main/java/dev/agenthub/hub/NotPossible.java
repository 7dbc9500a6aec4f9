package dev.agenthub.hub;

/** A request that conflicts with the current state; the message is user-facing and says why. */
public final class NotPossible extends RuntimeException {

    public NotPossible(String message) {
        super(message);
    }
}
