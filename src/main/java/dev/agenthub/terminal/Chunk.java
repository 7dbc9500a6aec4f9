package dev.agenthub.terminal;

import java.util.function.Function;

/**
 * A piece of what a terminal shows, shared by all its viewers: whole UTF-8 characters and whole control sequences. What a
 * viewer makes of it for the wire is made once and kept with it.
 */
public final class Chunk {

    private static final int OVERHEAD = 64;

    private final byte[] data;
    private final int offset;
    private final int length;
    private volatile String text;

    /** The bytes are handed over: nobody changes them afterwards. */
    Chunk(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    public byte[] data() {
        return data;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** What it takes up in a backlog, in bytes: a small piece takes up more than it says. */
    int cost() {
        return length + OVERHEAD;
    }

    /** The form that {@code encoder} gives it, encoded for the first viewer that asks; all must ask with the same encoder. */
    public String encoded(Function<Chunk, String> encoder) {
        var known = text;
        if (known == null) {
            known = encoder.apply(this);
            text = known;
        }
        return known;
    }
}
