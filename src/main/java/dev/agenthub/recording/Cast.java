package dev.agenthub.recording;

import dev.agenthub.terminal.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3): one line of JSON for the header and one per
 * event. The time of an event is the interval since the previous event. Not thread-safe.
 */
final class Cast {

    private Instant previous;

    /** Adds the header. The interval of the first event counts from its time. */
    void header(JsonBuffer out, Instant at, Size size, String title) {
        previous = at.truncatedTo(ChronoUnit.MILLIS);
        out.json("{\"version\": 3, \"term\": {\"cols\": " + size.cols() + ", \"rows\": " + size.rows()
                + ", \"type\": \"xterm-256color\"}, \"timestamp\": " + at.getEpochSecond() + ", \"title\": ")
                .string(title.getBytes(StandardCharsets.UTF_8)).json("}\n");
    }

    /** Adds the line of an event. If the clock was set back, the interval is 0. */
    void event(JsonBuffer out, Entry.Event event) {
        var at = event.at().isAfter(previous) ? event.at() : previous;
        var millis = Duration.between(previous, at).toMillis();
        previous = at;
        out.json("[" + millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + ", \"" + event.code().letter() + "\", ")
                // Output is whole UTF-8 characters; input may be any bytes.
                .string(event.code() == Entry.Code.INPUT
                        ? new String(event.data(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : event.data())
                .json("]\n");
    }
}
