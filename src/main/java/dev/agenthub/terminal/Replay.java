package dev.agenthub.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest part of an agent's output, for clients that reconnect. Counts all bytes of output and keeps the newest, up
 * to a bound. Not thread-safe.
 */
final class Replay {

    private final long bound;
    private final ArrayDeque<Chunk> kept = new ArrayDeque<>();
    private long cost;
    private long from;
    private long seq;
    private long lastCut = -1;

    /** @param bound the most to keep, in bytes */
    Replay(long bound) {
        this.bound = bound;
    }

    /** Bytes of output so far. */
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
     * Drops all output, because the terminal has been resized: older output no longer leads to the right screen. A
     * client that has received exactly the bytes so far may have missed the resize, too.
     */
    void cut() {
        kept.clear();
        cost = 0;
        from = seq;
        lastCut = seq;
    }

    /** Whether all output after the first {@code bytes} is kept and no resize has come since. */
    boolean reaches(long bytes) {
        return bytes > lastCut && bytes >= from && bytes <= seq;
    }

    /** All output after the first {@code bytes}; empty unless {@link #reaches}. */
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
