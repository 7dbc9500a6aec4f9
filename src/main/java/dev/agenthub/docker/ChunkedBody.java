package dev.agenthub.docker;

import java.io.IOException;
import java.io.InputStream;

/** A response body in chunks (RFC 9112, section 7.1), of unknown length and possibly endless. */
final class ChunkedBody extends CountedBody {

    private static final int LINE_LIMIT = 4096;

    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream raw) {
        super(raw, 0);
    }

    @Override
    boolean advance() throws IOException {
        if (ended) {
            return false;
        }
        if (!first) {
            line(); // the line end after a chunk
        }
        first = false;
        var size = line().split(";", 2)[0].strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the response is corrupted: invalid chunk size " + size, e);
        }
        ended = left == 0;
        return !ended;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = raw.read(); next != '\n'; next = raw.read()) {
            if (next < 0) {
                throw truncated();
            }
            if (text.length() > LINE_LIMIT) {
                throw new IOException("the response is corrupted: a chunk without a size");
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }
}
