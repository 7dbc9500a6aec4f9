package dev.agenthub.terminal;

import dev.agenthub.terminal.Frame.Gap;
import dev.agenthub.terminal.Frame.Output;
import dev.agenthub.terminal.Frame.Resized;
import dev.agenthub.terminal.Frame.Subscribed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One client's view of one terminal: a bounded backlog. The terminal adds to it and never waits; the client takes from it at
 * its own pace. When the backlog grows by its bound, it is dropped, and the client is given a painting of the screen as it
 * is by then: memory stays bounded, and the slow client still ends on the right screen.
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
    private long limit;
    private long dropped;
    private boolean behind;
    /** Where the view's own beginning was dropped: it is yet to begin. */
    private Optional<Subscribed> unbegun = Optional.empty();
    private SizeNotice told;
    private volatile Window window;

    /** @param wake called whenever there is something to take, from any thread; must be quick and must not block */
    Viewer(SharedScreen screen, Window window, long bound, Runnable wake) {
        this.screen = screen;
        this.window = window;
        this.bound = bound;
        this.limit = bound;
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
    synchronized void offer(SizeNotice standing, long seq, Optional<Chunk> painting) {
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
        if (bytes > limit) {
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
    synchronized void begin(SizeNotice standing, Position position, Chunk painting) {
        restart(standing, List.of(new Subscribed(standing, position, painting.length()), new Output(painting)), List.of());
    }

    /** Goes on at that position with what was missed since. */
    synchronized void resume(SizeNotice standing, Position position, List<Chunk> missed) {
        restart(standing, List.of(new Subscribed(standing, position, 0)), missed);
    }

    /** How many bytes of output this viewer, which is behind, has not been given. */
    synchronized long dropped() {
        return dropped;
    }

    /**
     * Catches up: what was missed is told, and a painting follows.
     *
     * @param since what came after the painting was made, which is not missed
     */
    synchronized void catchUp(SizeNotice standing, long seq, Chunk painting, List<Chunk> since) {
        var missed = dropped - since.stream().mapToLong(Chunk::length).sum();
        List<Frame> told = unbegun
                .map(before -> new Position(before.position().stream(), seq))
                .<List<Frame>>map(position -> List.of(new Subscribed(standing, position, painting.length())))
                .orElseGet(() -> List.of(new Resized(standing, seq, 0), new Gap(missed, seq, painting.length())));
        restart(standing, Stream.concat(told.stream(), Stream.of(new Output(painting))).toList(), since);
    }

    private void restart(SizeNotice standing, List<Frame> frames, List<Chunk> output) {
        told = standing;
        backlog.clear();
        backlog.addAll(frames);
        backlog.addAll(output);
        bytes = frames.stream().mapToLong(Viewer::cost).sum() + output.stream().mapToLong(Chunk::cost).sum();
        // The bound is for what follows: else a large painting would be dropped for its sake, again and again.
        limit = bound + bytes;
        dropped = 0;
        unbegun = Optional.empty();
        behind = false;
    }

    void wake() {
        wake.run();
    }
}
