package dev.agenthub.policy;

import java.time.Duration;

/** Counts and times as people say them. */
final class Sentences {

    private Sentences() {
    }

    /** A span of time in its largest fitting unit, rounded up, so that nothing is promised too early: {@code 12 min}. */
    static String span(Duration time) {
        var seconds = Math.max(1, time.plusMillis(999).toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        var minutes = Math.ceilDiv(seconds, 60);
        return minutes < 120 ? minutes + " min" : Math.ceilDiv(minutes, 60) + " h";
    }

    static String waiting(int tasks) {
        return tasks == 1 ? "1 task waits" : tasks + " tasks wait";
    }

    static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
