package dev.agenthub.terminal;

import java.time.Duration;

/**
 * Decides when output is sent to the viewers: immediately, so that an echo is never late, but gathered during a flood,
 * so that viewers receive few large pieces. Not thread-safe, except {@link #typed}.
 */
final class Pace {

    /** The longest that output is held, in nanoseconds. */
    static final long INTERVAL = Duration.ofMillis(16).toNanos();

    /** The most bytes that are held before they are sent. */
    static final int MAX_HELD = 60 * 1024;

    /** Pieces sent immediately at the start of an interval, and after input. */
    private static final int IMMEDIATE = 4;

    private boolean started;
    private long intervalStart;
    private int immediateLeft;
    private volatile boolean typed;

    /** Records input: its echo must not wait. */
    void typed() {
        typed = true;
    }

    /**
     * How long to hold the output.
     *
     * @param held the number of bytes held
     * @param now the time in nanoseconds, on any monotonic clock
     * @return nanoseconds; 0 to send now
     */
    long delay(int held, long now) {
        if (!started || now - intervalStart >= INTERVAL) {
            started = true;
            intervalStart = now;
            immediateLeft = IMMEDIATE;
        }
        if (typed) {
            typed = false;
            immediateLeft = IMMEDIATE;
        }
        if (immediateLeft > 0) {
            immediateLeft--;
            return 0;
        }
        return held >= MAX_HELD ? 0 : intervalStart + INTERVAL - now;
    }
}
