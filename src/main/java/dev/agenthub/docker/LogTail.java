package dev.agenthub.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the last bytes of a stream. */
final class LogTail {

    private LogTail() {
    }

    /** Reads to the end and returns at most the last {@code limit} bytes. Buffers up to twice as many. */
    static byte[] read(InputStream stream, int limit) throws IOException {
        var kept = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            kept.write(buffer, 0, count);
            if (kept.size() >= 2 * limit) {
                var last = last(kept.toByteArray(), limit);
                kept.reset();
                kept.write(last, 0, last.length);
            }
        }
        return last(kept.toByteArray(), limit);
    }

    /** As {@link #last}, but a cut is made at the start of a line, so no character or escape sequence is split. */
    static byte[] lastLines(byte[] bytes, int limit) {
        if (bytes.length <= limit) {
            return bytes;
        }
        for (var i = bytes.length - limit; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return Arrays.copyOfRange(bytes, i + 1, bytes.length);
            }
        }
        return last(bytes, limit);
    }

    static byte[] last(byte[] bytes, int limit) {
        return bytes.length <= limit ? bytes : Arrays.copyOfRange(bytes, bytes.length - limit, bytes.length);
    }
}
