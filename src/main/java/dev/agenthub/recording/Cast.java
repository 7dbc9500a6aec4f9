package dev.agenthub.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    /** Keeps its memory between writes, and gives its content without a copy, because floods are recorded too. */
    private static final class Lines extends ByteArrayOutputStream {

        private static final int MIN_BYTES = 4 * 1024;

        Lines() {
            super(MIN_BYTES);
        }

        ByteBuffer content() {
            return ByteBuffer.wrap(buf, 0, count).asReadOnlyBuffer();
        }

        /** Empties it. After a flood, its memory shrinks step by step. */
        void clear() {
            if (count < buf.length / 8 && buf.length > MIN_BYTES) {
                buf = new byte[buf.length / 2];
            }
            count = 0;
        }
    }

    /** Output within this period, a frame of video, is one event. */
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final int MAX_EVENT_BYTES = 64 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final Lines out = new Lines();
    private final JsonGenerator json;
    private Instant previous;
    /** The output of the next event. */
    private final List<Chunk> gathered = new ArrayList<>();
    private int gatheredBytes;

    Cast() throws IOException {
        json = JSON.createGenerator(out).setRootValueSeparator(null);
    }

    /** Adds the header. The interval of the first event counts from its time. */
    void header(Instant at, Size size, String title) throws IOException {
        previous = at.truncatedTo(ChronoUnit.MILLIS);
        json.writeRaw("{\"version\": 3, \"term\": {\"cols\": " + size.cols() + ", \"rows\": " + size.rows()
                + ", \"type\": \"xterm-256color\"}, \"timestamp\": " + at.getEpochSecond() + ", \"title\": ");
        json.writeString(title);
        json.writeRaw("}\n");
    }

    /** Adds an event. */
    void event(Instant at, Code code, String text) throws IOException {
        finishOutput();
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        write(at, code, utf8, 0, utf8.length);
    }

    /** Adds output as an event of its own. */
    void painting(Chunk chunk) throws IOException {
        finishOutput();
        write(chunk.at(), Code.OUTPUT, chunk.data(), chunk.offset(), chunk.length());
    }

    /** Adds output, to the last event if that is recent. */
    void output(Chunk chunk) throws IOException {
        if (!gathered.isEmpty() && (gatheredBytes + chunk.length() > MAX_EVENT_BYTES
                || chunk.at().isAfter(gathered.getFirst().at().plus(FRAME)))) {
            finishOutput();
        }
        gathered.add(chunk);
        gatheredBytes += chunk.length();
    }

    private void finishOutput() throws IOException {
        if (!gathered.isEmpty()) {
            var joined = Chunk.joined(gathered);
            gathered.clear();
            gatheredBytes = 0;
            painting(joined);
        }
    }

    /** If the clock was set back, the interval is 0. */
    private void write(Instant at, Code code, byte[] utf8, int offset, int length) throws IOException {
        var next = at.isAfter(previous) ? at : previous;
        var millis = Duration.between(previous, next).toMillis();
        previous = next;
        json.writeRaw("[" + millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + ", \""
                + code.letter + "\", ");
        json.writeUTF8String(utf8, offset, length);
        json.writeRaw("]\n");
    }

    /** The lines since the last {@link #clear}, until the next change. */
    ByteBuffer lines() throws IOException {
        finishOutput();
        json.flush();
        return out.content();
    }

    /** Drops the lines. */
    void clear() throws IOException {
        gathered.clear();
        gatheredBytes = 0;
        json.flush();
        out.clear();
    }
}
