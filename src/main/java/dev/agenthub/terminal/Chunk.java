package dev.agenthub.terminal;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A piece of output, shared by all viewers: whole UTF-8 characters and whole control sequences. It is encoded once for
 * all viewers that take it at about the same time.
 */
public final class Chunk {

    private static final int OVERHEAD = 64;

    private final byte[] data;
    private final int offset;
    private final int length;
    private final Instant at;
    /** Weak, so that a chunk kept for a slow viewer does not also keep its encoded forms. Null before the first use. */
    private volatile WeakReference<String> text;
    private volatile WeakReference<byte[]> binary;

    /**
     * Takes ownership of the bytes: the caller must not change them afterwards.
     *
     * @param at when the first byte was shown
     */
    public Chunk(byte[] data, Instant at) {
        this(data, 0, data.length, at);
    }

    private Chunk(byte[] data, int offset, int length, Instant at) {
        this.data = data;
        this.offset = offset;
        this.length = length;
        this.at = at;
    }

    /** Joins chunks into one. */
    public static Chunk joined(List<Chunk> chunks) {
        if (chunks.size() == 1) {
            return chunks.getFirst();
        }
        var all = new byte[chunks.stream().mapToInt(Chunk::length).sum()];
        var end = 0;
        for (var chunk : chunks) {
            System.arraycopy(chunk.data, chunk.offset, all, end, chunk.length);
            end += chunk.length;
        }
        return new Chunk(all, chunks.getFirst().at);
    }

    /** The rest after the first {@code count} bytes. */
    Chunk after(int count) {
        return count == 0 ? this : new Chunk(data, offset + count, length - count, at);
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

    /** When its first byte was shown. */
    public Instant at() {
        return at;
    }

    /** Its cost in a backlog, in bytes: the length and a fixed overhead. */
    public int cost() {
        return length + OVERHEAD;
    }

    /** The text form, encoded on first use; all callers must pass the same encoder. */
    public String text(Function<Chunk, String> encoder) {
        var cached = text;
        var known = cached == null ? null : cached.get();
        if (known == null) {
            known = encoder.apply(this);
            text = new WeakReference<>(known);
        }
        return known;
    }

    /** The binary form, likewise. The bytes must not be changed. */
    public byte[] binary(Function<Chunk, byte[]> encoder) {
        var cached = binary;
        var known = cached == null ? null : cached.get();
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
