package dev.agenthub.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response in chunks (RFC 9112, 7.1): of unknown length, perhaps endless. */
final class ChunkedBody extends InputStream {

    private static final int LINE_LIMIT = 4096;

    private final InputStream raw;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream raw) {
        this.raw = raw;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        var count = raw.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw cut();
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
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

    private static EOFException cut() {
        return new EOFException("the engine closed the connection in the middle of its answer");
    }
}
