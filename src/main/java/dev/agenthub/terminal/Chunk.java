package dev.agenthub.terminal;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * A piece of what a terminal shows, shared by all its viewers: whole UTF-8 characters and whole control sequences. What
 * goes over the wire for it is made once for all who take it at about the same time.
 */
public final class Chunk {

    private static final int OVERHEAD = 64;

    private final byte[] data;
    private final int offset;
    private final int length;
    /* Not held for the sake of one who will take this much later, or never. */
    private volatile WeakReference<String> text = new WeakReference<>(null);
    private volatile WeakReference<byte[]> binary = new WeakReference<>(null);

    /** The bytes are handed over: nobody changes them afterwards. */
    Chunk(byte[] data) {
        this(data, 0, data.length);
    }

    private Chunk(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    /** Several as one. */
    static Chunk joined(List<Chunk> chunks) {
        if (chunks.size() == 1) {
            return chunks.getFirst();
        }
        var all = new byte[chunks.stream().mapToInt(Chunk::length).sum()];
        var at = 0;
        for (var chunk : chunks) {
            System.arraycopy(chunk.data, chunk.offset, all, at, chunk.length);
            at += chunk.length;
        }
        return new Chunk(all);
    }

    /** What is left of it after the first {@code count} bytes. */
    Chunk after(int count) {
        return count == 0 ? this : new Chunk(data, offset + count, length - count);
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

    /** Its form for text clients, which {@code encoder} makes for the first that asks; all must ask with the same encoder. */
    public String text(Function<Chunk, String> encoder) {
        var known = text.get();
        if (known == null) {
            known = encoder.apply(this);
            text = new WeakReference<>(known);
        }
        return known;
    }

    /** Its form for binary clients, likewise. Nobody changes the bytes. */
    public byte[] binary(Function<Chunk, byte[]> encoder) {
        var known = binary.get();
        if (known == null) {
            known = encoder.apply(this);
            binary = new WeakReference<>(known);
        }
        return known;
    }

    @Override
    public String toString() {
        return new String(data, offset, length, StandardCharsets.UTF_8);
    }
}
