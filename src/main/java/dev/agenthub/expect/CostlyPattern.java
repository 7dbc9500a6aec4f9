package dev.agenthub.expect;

/** A pattern that is too large to be looked for on a screen of this size; the message says what helps. */
public final class CostlyPattern extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CostlyPattern() {
        super("The pattern takes too many steps on a screen of this size: make it shorter, or repeat {n} times with a smaller n.",
                null, false, false);
    }
}
