package dev.agenthub.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A response's body that says beforehand how many bytes come next, so that a connection cut in between is noticed. */
abstract class CountedBody extends InputStream {

    final InputStream raw;
    long left;

    CountedBody(InputStream raw, long left) {
        this.raw = raw;
        this.left = left;
    }

    /** Called when nothing is left: whether more comes after all, with {@link #left} set to how much. */
    abstract boolean more() throws IOException;

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
        if (left == 0 && !more()) {
            return -1;
        }
        var count = raw.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw cut();
        }
        left -= count;
        return count;
    }

    static EOFException cut() {
        return new EOFException("the engine closed the connection in the middle of its answer");
    }
}
