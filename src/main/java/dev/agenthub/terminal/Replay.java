package dev.agenthub.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last part of an agent's output, for clients that come back. Counts the output's bytes, and keeps so many of the newest as its
 * bound allows. Not thread-safe.
 */
final class Replay {

    private final long bound;
    private final ArrayDeque<Chunk> kept = new ArrayDeque<>();
    private long cost;
    private long from;
    private long seq;
    private long lastCut = -1;

    /** @param bound how much may be kept, in bytes */
    Replay(long bound) {
        this.bound = bound;
    }

    /** How many bytes of output there have been. */
    long seq() {
        return seq;
    }

    void add(Chunk chunk) {
        kept.add(chunk);
        seq += chunk.length();
        cost += chunk.cost();
        while (cost > bound) {
            var oldest = kept.remove();
            from += oldest.length();
            cost -= oldest.cost();
        }
    }

    /**
     * From here on the output alone leads nobody to the right screen: the terminal has another size. Who has seen just the bytes so far
     * may not have seen that.
     */
    void cut() {
        kept.clear();
        cost = 0;
        from = seq;
        lastCut = seq;
    }

    /** Whether all output after the first {@code bytes} is kept, and is the way to the right screen. */
    boolean reaches(long bytes) {
        return bytes > lastCut && bytes >= from && bytes <= seq;
    }

    /** All output after the first {@code bytes}; empty where that is not kept, or is not the way to the right screen. */
    Optional<List<Chunk>> since(long bytes) {
        if (!reaches(bytes)) {
            return Optional.empty();
        }
        var missed = new ArrayList<Chunk>();
        var skip = bytes - from;
        for (var chunk : kept) {
            if (skip < chunk.length()) {
                missed.add(chunk.after((int) skip));
                skip = 0;
            } else {
                skip -= chunk.length();
            }
        }
        return Optional.of(missed);
    }
}
