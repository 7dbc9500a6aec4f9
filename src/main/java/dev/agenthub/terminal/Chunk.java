package dev.agenthub.terminal;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
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
    /** Weak, so that a chunk kept for a slow viewer does not also keep its encoded forms. */
    private volatile WeakReference<String> text = new WeakReference<>(null);
    private volatile WeakReference<byte[]> binary = new WeakReference<>(null);

    /** Takes ownership of the bytes: the caller must not change them afterwards. */
    Chunk(byte[] data) {
        this(data, 0, data.length);
    }

    private Chunk(byte[] data, int offset, int length) {
        this.data = data;
        this.offset = offset;
        this.length = length;
    }

    /** Joins chunks into one. */
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

    /** The rest after the first {@code count} bytes. */
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

    /** Its cost in a backlog, in bytes: the length and a fixed overhead. */
    int cost() {
        return length + OVERHEAD;
    }

    /** The text form, encoded on first use; all callers must pass the same encoder. */
    public String text(Function<Chunk, String> encoder) {
        var known = text.get();
        if (known == null) {
            known = encoder.apply(this);
            text = new WeakReference<>(known);
        }
        return known;
    }

    /** The binary form, likewise. The bytes must not be changed. */
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
