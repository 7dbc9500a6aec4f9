package dev.agenthub.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response: of a given length, in chunks (RFC 9112, section 7.1), or until the connection ends. A
 * truncated body fails, except one that ends with the connection.
 */
final class Body extends InputStream {

    private static final int LINE_LIMIT = 4096;

    private final Response response;
    private final boolean chunked;
    /** What is left of the body or of the chunk; negative until the connection ends. */
    private long left;
    private boolean begun;
    private boolean ended;

    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;

    private Body(Response response, boolean chunked, long left) {
        this.response = response;
        this.chunked = chunked;
        this.left = left;
    }

    static Body sized(Response response, long length) {
        return new Body(response, false, length);
    }

    static Body chunked(Response response) {
        return new Body(response, true, 0);
    }

    static Body untilClosed(Response response) {
        return new Body(response, false, -1);
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
        if (!fill()) {
            if (left < 0) {
                return -1;
            }
            throw truncated();
        }
        var count = Math.min(length, limit - position);
        if (left > 0) {
            count = (int) Math.min(count, left);
            left -= count;
        }
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (!chunked || ended) {
            return false;
        }
        if (begun) {
            line(); // the line end after a chunk
        }
        begun = true;
        var size = line().split(";", 2)[0].strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the response is corrupted: invalid chunk size " + size, e);
        }
        if (left < 0) {
            throw new IOException("the response is corrupted: invalid chunk size " + size);
        }
        ended = left == 0;
        return !ended;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        while (fill()) {
            var next = (char) (buffer[position++] & 0xff);
            if (next == '\n') {
                return text.toString().strip();
            }
            if (text.length() > LINE_LIMIT) {
                throw new IOException("the response is corrupted: a chunk without a size");
            }
            text.append(next);
        }
        throw truncated();
    }

    /** Waits for bytes; false at the end of the connection. */
    private boolean fill() throws IOException {
        while (position == limit) {
            var count = response.read(buffer);
            if (count < 0) {
                return false;
            }
            position = 0;
            limit = count;
        }
        return true;
    }

    private static EOFException truncated() {
        return new EOFException("the server closed the connection in the middle of its response");
    }
}
