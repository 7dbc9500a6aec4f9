package dev.agenthub.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response whose length its head tells. */
final class SizedBody extends InputStream {

    private final InputStream raw;
    private long left;

    SizedBody(InputStream raw, long length) {
        this.raw = raw;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        var count = raw.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the engine closed the connection in the middle of its answer");
        }
        left -= count;
        return count;
    }
}
