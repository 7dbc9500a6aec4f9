package dev.agenthub.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Formats durations for people, in at most two units. */
final class Ago {

    private Ago() {}

    static String of(Duration time) {
        return time.toDays() > 0 ? time.toDays() + " d " + time.toHoursPart() + " h"
                : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min"
                : Math.max(0, time.toSeconds()) + " s";
    }

    /** The time from an ISO 8601 instant to {@code now}; empty if the text is not an instant. */
    static String since(String instant, Instant now) {
        try {
            return of(Duration.between(Instant.parse(instant), now));
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
