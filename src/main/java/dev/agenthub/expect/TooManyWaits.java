package dev.agenthub.expect;

/** Thrown if the maximum number of callers is already waiting. */
public final class TooManyWaits extends RuntimeException {

    TooManyWaits(int max) {
        super("%d callers are already waiting, the maximum: try again later.".formatted(max), null, false, false);
    }
}
