package dev.agenthub.recording;

import dev.agenthub.terminal.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3): a line of JSON for the header, then one for each event, whose time
 * counts from the event before it. Not thread-safe.
 */
final class Cast {

    private Instant before;

    /** Adds the header, whose title is for people. It sets the time from which the first event's counts. */
    void header(JsonBuffer out, Instant at, Size size, String title) {
        before = at.truncatedTo(ChronoUnit.MILLIS);
        out.json("{\"version\": 3, \"term\": {\"cols\": " + size.cols() + ", \"rows\": " + size.rows()
                + ", \"type\": \"xterm-256color\"}, \"timestamp\": " + at.getEpochSecond() + ", \"title\": ")
                .string(title.getBytes(StandardCharsets.UTF_8)).json("}\n");
    }

    /** Adds an event's line. A clock that was set back makes no time negative. */
    void event(JsonBuffer out, Entry.Event event) {
        var at = event.at().isAfter(before) ? event.at() : before;
        var millis = Duration.between(before, at).toMillis();
        before = at;
        out.json("[" + millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + ", \"" + event.code().letter() + "\", ")
                // What the emulator shows is whole UTF-8 characters; what is typed may be anything.
                .string(event.code() == Entry.Code.INPUT
                        ? new String(event.data(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : event.data())
                .json("]\n");
    }
}
