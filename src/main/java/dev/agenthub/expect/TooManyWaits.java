package dev.agenthub.expect;

/** So many wait already that no other can. */
public final class TooManyWaits extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyWaits(int most) {
        super("%d callers wait already, more cannot: try again when one of them has its answer.".formatted(most), null, false, false);
    }
}
