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
 * One client's view of one terminal: a bounded backlog. The terminal adds to it without waiting; the client takes from
 * it at its own pace. When the backlog exceeds its bound, it is dropped, and the client is given a painting of the
 * current screen. So memory stays bounded, and a slow client still ends on the right screen.
 */
public final class Viewer {

    /** The most bytes that chunks are joined to while the client is busy. */
    static final int MAX_JOINED = 64 * 1024;

    /** The cost of a frame without output, in bytes. */
    private static final int FRAME_COST = 64;

    private final SharedScreen screen;
    private final long bound;
    private final Runnable wake;
    /** Chunks of output, which may be joined, and frames, including paintings. */
    private final ArrayDeque<Object> backlog = new ArrayDeque<>();
    private long bytes;
    private long limit;
    private long dropped;
    private boolean behind;
    /** The {@code Subscribed} frame that was dropped with the backlog and must be sent again. */
    private Optional<Subscribed> droppedSubscribed = Optional.empty();
    private SizeNotice lastSize;
    private volatile Window window;

    /** @param wake called whenever a frame is available, from any thread; must be quick and must not block */
    Viewer(SharedScreen screen, Window window, long bound, Runnable wake) {
        this.screen = screen;
        this.window = window;
        this.bound = bound;
        this.limit = bound;
        this.wake = wake;
    }

    /** Takes the next frame, if any. For one thread at a time. */
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
        while (backlog.peek() instanceof Chunk next && length + next.length() <= MAX_JOINED) {
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

    /** Adds output. The caller holds the screen's lock for this method and all below. */
    synchronized void offer(Chunk chunk) {
        if (behind) {
            dropped += chunk.length();
        } else {
            add(chunk, chunk.cost());
        }
    }

    /** Adds a change of size or owner. A viewer that is behind learns it when it catches up. */
    synchronized void offer(SizeNotice sizeNotice, long seq, Optional<Chunk> painting) {
        if (!behind && (painting.isPresent() || !sizeNotice.equals(lastSize))) {
            lastSize = sizeNotice;
            add(new Resized(sizeNotice, seq, painting.map(Chunk::length).orElse(0)), FRAME_COST);
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
            droppedSubscribed = backlog.stream().filter(Subscribed.class::isInstance)
                    .map(Subscribed.class::cast).findFirst();
            behind = true;
            backlog.clear();
            bytes = 0;
        }
    }

    private static int cost(Frame frame) {
        return frame instanceof Output(var chunk) ? chunk.cost() : FRAME_COST;
    }

    /** Begins or restarts with a painting of the screen. */
    synchronized void begin(SizeNotice sizeNotice, Position position, Chunk painting) {
        restart(sizeNotice, List.of(new Subscribed(sizeNotice, position, painting.length()), new Output(painting)),
                List.of());
    }

    /** Resumes at a position with the output since then. */
    synchronized void resume(SizeNotice sizeNotice, Position position, List<Chunk> missed) {
        restart(sizeNotice, List.of(new Subscribed(sizeNotice, position, 0)), missed);
    }

    /** Bytes of output dropped while this viewer is behind. */
    synchronized long dropped() {
        return dropped;
    }

    /**
     * Catches up with a report of the gap and a painting.
     *
     * @param since the output after the painting, which is not missed
     */
    synchronized void catchUp(SizeNotice sizeNotice, long seq, Chunk painting, List<Chunk> since) {
        var missed = dropped - since.stream().mapToLong(Chunk::length).sum();
        List<Frame> announcement = droppedSubscribed
                .map(before -> new Position(before.position().stream(), seq))
                .<List<Frame>>map(position -> List.of(new Subscribed(sizeNotice, position, painting.length())))
                .orElseGet(() -> List.of(new Resized(sizeNotice, seq, 0), new Gap(missed, seq, painting.length())));
        restart(sizeNotice, Stream.concat(announcement.stream(), Stream.of(new Output(painting))).toList(), since);
    }

    private void restart(SizeNotice sizeNotice, List<Frame> frames, List<Chunk> output) {
        lastSize = sizeNotice;
        backlog.clear();
        backlog.addAll(frames);
        backlog.addAll(output);
        bytes = frames.stream().mapToLong(Viewer::cost).sum() + output.stream().mapToLong(Chunk::cost).sum();
        // The bound applies to what follows: otherwise a painting larger than the bound would be dropped every time.
        limit = bound + bytes;
        dropped = 0;
        droppedSubscribed = Optional.empty();
        behind = false;
    }

    void wake() {
        wake.run();
    }
}
