package dev.agenthub.docker;

import java.util.concurrent.atomic.AtomicInteger;

/** Checks that incoming lines are numbered consecutively. */
final class LineCounter {

    private final AtomicInteger wrong;
    private long current;
    private long last;
    private long bytes;
    private String firstWrong = "";
    private volatile boolean ended;

    LineCounter(AtomicInteger wrong) {
        this.wrong = wrong;
    }

    synchronized void take(byte[] chunk) {
        bytes += chunk.length;
        for (var next : chunk) {
            if (next >= '0' && next <= '9') {
                current = current * 10 + (next - '0');
            } else if (next == '\n') {
                if (last != 0 && current != last + 1) {
                    wrong.incrementAndGet();
                    firstWrong = firstWrong.isEmpty() ? last + " is followed by " + current : firstWrong;
                }
                last = current;
                current = 0;
            }
        }
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** For the message of a failed test. */
    synchronized String firstWrong() {
        return firstWrong;
    }

    synchronized long last() {
        return last;
    }

    synchronized long bytes() {
        return bytes;
    }
}
