package dev.agenthub.expect;

/** A pattern that takes too much to look for on a screen; the message says what helps. */
public final class CostlyPattern extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CostlyPattern() {
        super("The pattern takes too many steps on this screen: repetitions within repetitions, such as (a+)+, are to be avoided.",
                null, false, false);
    }
}
