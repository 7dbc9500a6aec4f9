package dev.agenthub.terminal;

import dev.agenthub.terminal.Frame.Gap;
import dev.agenthub.terminal.Frame.Output;
import dev.agenthub.terminal.Frame.Resized;
import dev.agenthub.terminal.Frame.Subscribed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One client's view of one terminal: a bounded backlog. The terminal adds to it and never waits; the client takes from it at
 * its own pace. When the backlog reaches its bound it is dropped, and the client is given a painting of the screen as
 * it is by then: memory stays bounded, and the slow client still ends on the right screen.
 */
public final class Viewer {

    /** Output is joined up to so many bytes while the client is busy. */
    static final int JOINED = 64 * 1024;

    /** What a frame without output takes up, in bytes. */
    private static final int SMALL = 64;

    private final SharedScreen screen;
    private final long bound;
    private final Runnable wake;
    /** Chunks of output, which may be joined, and frames, paintings among them. */
    private final ArrayDeque<Object> backlog = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean behind;
    /** Where the view's own beginning was dropped: it is yet to begin. */
    private Optional<Subscribed> unbegun = Optional.empty();
    private Standing told;
    private volatile Window window;

    /** @param wake called whenever there is something to take, from any thread; must be quick and must not block */
    Viewer(SharedScreen screen, Window window, long bound, Runnable wake) {
        this.screen = screen;
        this.window = window;
        this.bound = bound;
        this.wake = wake;
    }

    /**
     * The next frame, if there is one. For one taker at a time.
     */
    public Optional<Frame> next() {
        if (isBehind()) {
            screen.repaint(this);
        }
        return take();
    }

    private synchronized boolean isBehind() {
        return behind;
    }

    private synchronized Optional<Frame> take() {
        return switch (backlog.poll()) {
            case null -> Optional.empty();
            case Chunk first -> Optional.of(new Output(join(first)));
            case Frame frame -> {
                bytes -= cost(frame);
                yield Optional.of(frame);
            }
            default -> throw new IllegalStateException("The backlog holds chunks and frames.");
        };
    }

    private Chunk join(Chunk first) {
        var joined = new ArrayList<Chunk>(4);
        joined.add(first);
        bytes -= first.cost();
        var length = first.length();
        while (backlog.peek() instanceof Chunk next && length + next.length() <= JOINED) {
            joined.add(next);
            length += next.length();
            bytes -= next.cost();
            backlog.poll();
        }
        return Chunk.joined(joined);
    }

    /** The client's window. */
    public Window window() {
        return window;
    }

    void window(Window now) {
        window = now;
    }

    /** Adds output. The caller holds the screen's lock, here and below. */
    synchronized void offer(Chunk chunk) {
        if (behind) {
            dropped += chunk.length();
        } else {
            add(chunk, chunk.cost());
        }
    }

    /** Adds a change of size or owner; of no use to one that is behind, which is told when it catches up. */
    synchronized void offer(Standing standing, long seq, Optional<Chunk> painting) {
        if (!behind && (painting.isPresent() || !standing.equals(told))) {
            told = standing;
            add(new Resized(standing, seq, painting.map(Chunk::length).orElse(0)), SMALL);
            painting.map(Output::new).ifPresent(output -> add(output, cost(output)));
        }
    }

    private void add(Object piece, int cost) {
        if (behind) {
            return;
        }
        backlog.add(piece);
        bytes += cost;
        if (bytes > bound) {
            dropped = backlog.stream().mapToLong(held -> held instanceof Chunk chunk ? chunk.length() : 0).sum();
            unbegun = backlog.stream().filter(Subscribed.class::isInstance).map(Subscribed.class::cast).findFirst();
            behind = true;
            backlog.clear();
            bytes = 0;
        }
    }

    private static int cost(Frame frame) {
        return frame instanceof Output(var chunk) ? chunk.cost() : SMALL;
    }

    /** Begins, or begins anew, with a painting of the screen. */
    synchronized void begin(Standing standing, Position position, Chunk painting) {
        restart(standing, List.of(new Subscribed(standing, position, painting.length()), new Output(painting)));
    }

    /** Goes on at that position with what was missed since. */
    synchronized void resume(Standing standing, Position position, List<Chunk> missed) {
        restart(standing, List.of(new Subscribed(standing, position, 0)));
        missed.forEach(chunk -> add(chunk, chunk.cost()));
    }

    /** Catches up: what was missed is told, and a painting follows. */
    synchronized void catchUp(Standing standing, long seq, Chunk painting) {
        if (unbegun.isPresent()) {
            begin(standing, new Position(unbegun.get().position().stream(), seq), painting);
        } else {
            restart(standing, List.of(new Resized(standing, seq, 0), new Gap(dropped, seq, painting.length()), new Output(painting)));
        }
    }

    private void restart(Standing standing, List<Frame> frames) {
        told = standing;
        backlog.clear();
        backlog.addAll(frames);
        bytes = frames.stream().mapToLong(Viewer::cost).sum();
        dropped = 0;
        unbegun = Optional.empty();
        behind = false;
    }

    void wake() {
        wake.run();
    }
}
