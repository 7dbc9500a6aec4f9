package dev.agenthub.terminal;

import java.time.Duration;

/**
 * When output leaves for the viewers. At once, so that an echo is never late; but in a flood, where much comes within a moment,
 * it is gathered so that all viewers are sent few large pieces. Not thread-safe, except {@link #typed}.
 */
final class Pace {

    /** How long output is held at most. */
    static final long MOMENT = Duration.ofMillis(16).toNanos();

    /** How many bytes are held at most before they leave. */
    static final int MOST = 60 * 1024;

    /** So many pieces leave at once within a moment, and after something was typed. */
    private static final int AT_ONCE = 4;

    private boolean begun;
    private long began;
    private int left;
    private volatile boolean typed;

    /** Something was typed: its echo must not wait. */
    void typed() {
        typed = true;
    }

    /**
     * How long what is held stays.
     *
     * @param held how many bytes
     * @param now the time in nanoseconds, on any clock that only goes forward
     * @return nanoseconds; 0 when it shall leave at once
     */
    long delay(int held, long now) {
        if (!begun || now - began >= MOMENT) {
            begun = true;
            began = now;
            left = AT_ONCE;
        }
        if (typed) {
            typed = false;
            left = AT_ONCE;
        }
        if (left > 0) {
            left--;
            return 0;
        }
        return held >= MOST ? 0 : began + MOMENT - now;
    }
}
