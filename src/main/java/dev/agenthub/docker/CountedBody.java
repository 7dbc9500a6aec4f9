package dev.agenthub.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A response body whose parts announce their length, so a truncated one is detected. */
abstract class CountedBody extends InputStream {

    final InputStream raw;
    long left;

    CountedBody(InputStream raw, long left) {
        this.raw = raw;
        this.left = left;
    }

    /**
     * Called when {@link #left} is 0: sets it to the length of the next part, or returns false at the end of the body.
     */
    abstract boolean advance() throws IOException;

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !advance()) {
            return -1;
        }
        var count = raw.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw truncated();
        }
        left -= count;
        return count;
    }

    static EOFException truncated() {
        return new EOFException("the engine closed the connection in the middle of its response");
    }
}
