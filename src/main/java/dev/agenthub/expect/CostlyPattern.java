package dev.agenthub.expect;

/** Thrown for a pattern that is too costly to search for on a screen of this size. */
public final class CostlyPattern extends RuntimeException {

    CostlyPattern() {
        super("The pattern takes too many steps on a screen of this size: shorten it, or use a smaller n in {n}.",
                null, false, false);
    }
}
