package dev.agenthub.recording;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A buffer for lines of JSON, fast in a flood: strings are copied in runs, not byte by byte. Not thread-safe. */
final class JsonBuffer {

    private static final HexFormat HEX = HexFormat.of();
    private static final int INITIAL_SIZE = 4 * 1024;

    /** Whether a byte must be escaped, by its value. */
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        Arrays.fill(ESCAPED, 0, ' ', true);
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
        ESCAPED[0x7F] = true;
    }

    private byte[] bytes = new byte[INITIAL_SIZE];
    private int length;

    /** Adds literal JSON, in ASCII. */
    JsonBuffer json(String ascii) {
        var count = ascii.length();
        ensureRoom(count);
        for (var i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Adds a string, given as UTF-8. */
    JsonBuffer string(byte[] utf8) {
        ensureRoom(utf8.length + 2);
        bytes[length++] = '"';
        var runStart = 0;
        for (var i = 0; i < utf8.length; i++) {
            if (ESCAPED[utf8[i] & 0xFF]) {
                copy(utf8, runStart, i);
                json(escape(utf8[i]));
                runStart = i + 1;
            }
        }
        copy(utf8, runStart, utf8.length);
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

    private void copy(byte[] from, int runStart, int end) {
        ensureRoom(end - runStart);
        System.arraycopy(from, runStart, bytes, length, end - runStart);
        length += end - runStart;
    }

    private void ensureRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    int length() {
        return length;
    }

    /** The contents, valid until the next change. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** Empties the buffer. After a flood it shrinks by half with each call. */
    void clear() {
        if (length < bytes.length / 8 && bytes.length > INITIAL_SIZE) {
            bytes = new byte[bytes.length / 2];
        }
        length = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
