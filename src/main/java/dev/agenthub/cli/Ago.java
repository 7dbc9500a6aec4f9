package dev.agenthub.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Lengths of time in the two units that matter to a person. */
final class Ago {

    private Ago() {}

    static String of(Duration time) {
        return time.toDays() > 0 ? time.toDays() + " d " + time.toHoursPart() + " h"
                : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min"
                : Math.max(0, time.toSeconds()) + " s";
    }

    /** How long before {@code now} an ISO 8601 instant is; nothing where the text is none. */
    static String since(String instant, Instant now) {
        try {
            return of(Duration.between(Instant.parse(instant), now));
        } catch (DateTimeParseException none) {
            return "";
        }
    }
}
