package dev.agenthub.cli.text;

import java.time.Duration;

/** Formats durations for people, in at most two units. */
public final class Durations {

    private Durations() {
    }

    public static String of(Duration time) {
        return time.toDays() > 0 ? time.toDays() + " d " + time.toHoursPart() + " h"
                : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min"
                : Math.max(0, time.toSeconds()) + " s";
    }
}
