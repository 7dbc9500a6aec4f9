package dev.agenthub.recording;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A buffer for lines of JSON, made for a flood: strings are copied in runs, not byte by byte. Not thread-safe. */
final class JsonBuffer {

    private static final HexFormat HEX = HexFormat.of();
    private static final int FIRST_BYTES = 4 * 1024;

    /** By the byte's value. */
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        Arrays.fill(ESCAPED, 0, ' ', true);
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
        ESCAPED[0x7F] = true;
    }

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** Adds JSON that is written as it is, in ASCII. */
    JsonBuffer json(String ascii) {
        var count = ascii.length();
        room(count);
        for (var i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Adds a string, which is UTF-8. */
    JsonBuffer string(byte[] utf8) {
        room(utf8.length + 2);
        bytes[length++] = '"';
        var begun = 0;
        for (var i = 0; i < utf8.length; i++) {
            if (ESCAPED[utf8[i] & 0xFF]) {
                copy(utf8, begun, i);
                json(escape(utf8[i]));
                begun = i + 1;
            }
        }
        copy(utf8, begun, utf8.length);
        return json("\"");
    }

    private static String escape(byte b) {
        return switch (b) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case 033 -> "\\u001b";
            default -> "\\u00" + HEX.toHexDigits(b);
        };
    }

    private void copy(byte[] from, int begun, int end) {
        room(end - begun);
        System.arraycopy(from, begun, bytes, length, end - begun);
        length += end - begun;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    int length() {
        return length;
    }

    /** What is in it, until it changes. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** Empties it. What a flood has made it hold is given back bit by bit once that is over. */
    void clear() {
        if (length < bytes.length / 8 && bytes.length > FIRST_BYTES) {
            bytes = new byte[bytes.length / 2];
        }
        length = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
