package dev.agenthub.recording;

import dev.agenthub.terminal.Size;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3): a line of JSON for the header, then one for each event, whose time
 * counts from the event before it. Not thread-safe.
 */
final class Cast {

    private static final String HEADER =
            "{\"version\": 3, \"term\": {\"cols\": %d, \"rows\": %d, \"type\": \"xterm-256color\"}, \"timestamp\": %d, \"title\": ";
    private static final HexFormat HEX = HexFormat.of();

    private Instant before;

    /** The header, whose title is for people. It sets the time from which the first event's counts. */
    byte[] header(Instant at, Size size, String title) {
        before = at.truncatedTo(ChronoUnit.MILLIS);
        var out = new ByteArrayOutputStream();
        ascii(out, String.format(Locale.ROOT, HEADER, size.cols(), size.rows(), at.getEpochSecond()));
        string(out, title.getBytes(StandardCharsets.UTF_8));
        ascii(out, "}\n");
        return out.toByteArray();
    }

    /** Adds an event's line. A clock that was set back makes no time negative. */
    void event(ByteArrayOutputStream out, Entry.Event event) {
        var at = event.at().isAfter(before) ? event.at() : before;
        var millis = Duration.between(before, at).toMillis();
        before = at;
        ascii(out, String.format(Locale.ROOT, "[%d.%03d, \"%c\", ", millis / 1000, millis % 1000, event.code().letter()));
        // What the emulator shows is whole UTF-8 characters; what is typed may be anything.
        string(out, event.code() == Entry.Code.INPUT
                ? new String(event.data(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : event.data());
        ascii(out, "]\n");
    }

    private static void string(ByteArrayOutputStream out, byte[] utf8) {
        out.write('"');
        for (var b : utf8) {
            if (b == '"' || b == '\\') {
                out.write('\\');
                out.write(b);
            } else if (b >= 0 && b < ' ' || b == 0x7F) {
                control(out, b);
            } else {
                out.write(b);
            }
        }
        out.write('"');
    }

    private static void control(ByteArrayOutputStream out, byte b) {
        switch (b) {
            case '\n' -> ascii(out, "\\n");
            case '\r' -> ascii(out, "\\r");
            default -> ascii(out, "\\u00" + HEX.toHexDigits(b));
        }
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
