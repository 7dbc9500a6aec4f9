package dev.agenthub.recording;

import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Size;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3) to memory: one line of JSON for the header and
 * one per event. The time of an event is the interval since the previous event. Not thread-safe.
 */
final class Cast {

    /** The event codes. */
    enum Code {
        OUTPUT('o'), INPUT('i'), MARKER('m'), RESIZE('r'), EXIT('x');

        private final char letter;

        Code(char letter) {
            this.letter = letter;
        }
    }

    /** Output within this period, a frame of video, is one event. */
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final int MAX_EVENT_BYTES = 64 * 1024;

    private final JsonBuffer json = new JsonBuffer();
    private Instant previous;
    /** The output of the next event. */
    private final List<Chunk> gathered = new ArrayList<>();
    private int gatheredBytes;

    /** Adds the header. The interval of the first event counts from its time. */
    void header(Instant at, Size size, String title) {
        previous = at.truncatedTo(ChronoUnit.MILLIS);
        json.json("{\"version\": 3, \"term\": {\"cols\": " + size.cols() + ", \"rows\": " + size.rows()
                + ", \"type\": \"xterm-256color\"}, \"timestamp\": " + at.getEpochSecond() + ", \"title\": \"")
                .text(title).json("\"}\n");
    }

    /** Adds an event. */
    void event(Instant at, Code code, String text) {
        finishOutput();
        begin(at, code);
        json.text(text).json("\"]\n");
    }

    /** Adds output as an event of its own. */
    void painting(Chunk chunk) {
        finishOutput();
        write(List.of(chunk));
    }

    /** Adds output, to the last event if that is recent. */
    void output(Chunk chunk) {
        if (!gathered.isEmpty() && (gatheredBytes + chunk.length() > MAX_EVENT_BYTES
                || chunk.at().isAfter(gathered.getFirst().at().plus(FRAME)))) {
            finishOutput();
        }
        gathered.add(chunk);
        gatheredBytes += chunk.length();
    }

    private void finishOutput() {
        if (!gathered.isEmpty()) {
            write(gathered);
            gathered.clear();
            gatheredBytes = 0;
        }
    }

    /** Writes output as one event, at the time of its first chunk. */
    private void write(List<Chunk> chunks) {
        begin(chunks.getFirst().at(), Code.OUTPUT);
        chunks.forEach(chunk -> json.text(chunk.data(), chunk.offset(), chunk.length()));
        json.json("\"]\n");
    }

    /** Begins an event, up to its text. If the clock was set back, the interval is 0. */
    private void begin(Instant at, Code code) {
        var next = at.isAfter(previous) ? at : previous;
        var millis = Duration.between(previous, next).toMillis();
        previous = next;
        json.json("[" + millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + ", \""
                + code.letter + "\", \"");
    }

    /** The lines since the last {@link #clear}, until the next change. */
    ByteBuffer lines() {
        finishOutput();
        return json.content();
    }

    /** Drops the lines. */
    void clear() {
        gathered.clear();
        gatheredBytes = 0;
        json.clear();
    }
}
