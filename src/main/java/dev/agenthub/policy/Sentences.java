package dev.agenthub.policy;

import java.time.Duration;

/** Formats counts and durations for display. */
final class Sentences {

    private Sentences() {
    }

    /** A duration in its largest fitting unit, rounded up so that nothing is promised too early: {@code 12 min}. */
    static String span(Duration time) {
        var seconds = Math.max(1, time.plusMillis(999).toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        var minutes = Math.ceilDiv(seconds, 60);
        return minutes < 120 ? minutes + " min" : Math.ceilDiv(minutes, 60) + " h";
    }

    static String waiting(int tasks) {
        return tasks == 1 ? "1 task is waiting" : tasks + " tasks are waiting";
    }

    static String times(int count) {
        return count == 1 ? "once" : count + " times in a row";
    }
}
