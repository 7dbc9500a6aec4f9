package dev.agenthub.docker;

import java.io.IOException;
import java.io.InputStream;

/** The body of a response in chunks (RFC 9112, 7.1): of unknown length, perhaps endless. */
final class ChunkedBody extends CountedBody {

    private static final int LINE_LIMIT = 4096;

    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream raw) {
        super(raw, 0);
    }

    @Override
    boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (!first) {
            line(); // the empty rest of the line that ends a chunk
        }
        first = false;
        var size = line().split(";", 2)[0].strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the engine's answer is damaged: a chunk of size " + size, e);
        }
        ended = left == 0;
        return !ended;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = raw.read(); next != '\n'; next = raw.read()) {
            if (next < 0) {
                throw cut();
            }
            if (text.length() > LINE_LIMIT) {
                throw new IOException("the engine's answer is damaged: a chunk without a size");
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }
}
