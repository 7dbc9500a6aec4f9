package dev.agenthub.terminal;

import dev.agenthub.terminal.Frame.Gap;
import dev.agenthub.terminal.Frame.Output;
import dev.agenthub.terminal.Frame.Painting;
import dev.agenthub.terminal.Frame.Resized;
import dev.agenthub.terminal.Frame.Subscribed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames of one view of one terminal, with a bounded backlog. The view begins with the subscription and ends when
 * it is cancelled; each request takes one frame. The terminal adds to the backlog without waiting. When the backlog
 * exceeds its bound, it is dropped, and the client is given a painting of the current screen. So memory stays bounded,
 * and a slow client still ends on the right screen.
 */
public final class Viewer extends PolledMulti<Frame> {

    /** The most bytes that chunks are joined to while the client is busy. */
    static final int MAX_JOINED = 64 * 1024;

    /** A recording keeps the times of output that is further apart than a frame of video. */
    private static final Duration RECORDED_PERIOD = Duration.ofMillis(16);

    private final SharedScreen screen;
    private final long bound;
    private final boolean recorded;
    private final Optional<Position> start;
    private final ArrayDeque<Frame> backlog = new ArrayDeque<>();
    private long bytes;
    private long limit;
    private long dropped;
    private volatile boolean behind;
    private volatile boolean ended;
    /** The {@code Subscribed} frame that was dropped with the backlog and must be sent again. */
    private Optional<Subscribed> droppedSubscribed = Optional.empty();
    private SizeNotice lastSize;
    private volatile Window window;

    /** @param recorded whether a recording is the viewer: its paintings have no scrollback, and it learns no owners */
    Viewer(SharedScreen screen, Window window, Optional<Position> start, long bound, boolean recorded) {
        this.screen = screen;
        this.window = window;
        this.start = start;
        this.bound = bound;
        this.limit = bound;
        this.recorded = recorded;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** The client's window. */
    public Window window() {
        return window;
    }

    /**
     * Sets the client's window. The terminal keeps its size; if the window may no longer decide it, the viewer loses
     * ownership of the size.
     */
    public void window(Window now) {
        window = now;
        screen.windowChanged(this);
    }

    /** Resizes the terminal to the window, if that may decide the size. */
    public void takeSize() {
        screen.take(this);
    }

    /** Restarts the view with another window: with the output since the position, or with a painting. */
    public void restart(Window now, Optional<Position> position) {
        window(now);
        screen.restart(this, position);
    }

    /** Adds a painting to what the client is given. */
    public void paint() {
        screen.paint(this);
    }

    @Override
    protected void begin() {
        screen.join(this, start);
    }

    @Override
    protected void leave() {
        screen.leave(this);
    }

    @Override
    protected boolean isEnded() {
        return ended;
    }

    @Override
    protected Frame poll() {
        var frame = take();
        if (frame == null && behind) {
            screen.catchUp(this);
            frame = take();
        }
        return frame;
    }

    private synchronized Frame take() {
        var first = backlog.poll();
        if (first == null) {
            return null;
        }
        bytes -= first.cost();
        return first instanceof Output output ? join(output) : first;
    }

    private Output join(Output first) {
        if (!follows(first, first.chunk().length())) {
            return first;
        }
        var joined = new ArrayList<Chunk>(4);
        joined.add(first.chunk());
        var length = first.chunk().length();
        while (follows(first, length) && backlog.poll() instanceof Output next) {
            joined.add(next.chunk());
            length += next.chunk().length();
            bytes -= next.cost();
        }
        return new Output(Chunk.joined(joined));
    }

    /** Whether the next frame can be joined to output that begins with {@code first} and has this length so far. */
    private boolean follows(Output first, int length) {
        return backlog.peek() instanceof Output(var next) && length + next.length() <= MAX_JOINED
                && (!recorded || !next.at().isAfter(first.chunk().at().plus(RECORDED_PERIOD)));
    }

    /** Adds output. The caller holds the screen's lock for this method and all below. */
    synchronized void offer(Output output) {
        if (behind) {
            dropped += output.chunk().length();
        } else {
            add(output);
        }
    }

    /** Adds a change of size or owner. A viewer that is behind learns it when it catches up. */
    synchronized void offer(SizeNotice sizeNotice, long seq, Optional<Painting> painting) {
        if (!behind && (painting.isPresent() || !recorded && !sizeNotice.equals(lastSize))) {
            lastSize = sizeNotice;
            add(new Resized(sizeNotice, seq, painting.map(paint -> paint.chunk().length()).orElse(0)));
            painting.ifPresent(this::add);
        }
    }

    private void add(Frame frame) {
        if (behind || ended) {
            return;
        }
        backlog.add(frame);
        bytes += frame.cost();
        if (bytes > limit) {
            for (var held : backlog) {
                switch (held) {
                    case Output(var chunk) -> dropped += chunk.length();
                    case Subscribed subscribed -> droppedSubscribed = Optional.of(subscribed);
                    case Painting painting -> { }
                    case Resized resized -> { }
                    case Gap gap -> dropped += gap.bytes();
                }
            }
            behind = true;
            backlog.clear();
            bytes = 0;
        }
    }

    /** Begins or restarts with a painting of the screen. */
    synchronized void begin(SizeNotice sizeNotice, Position position, Painting painting) {
        restart(sizeNotice, List.of(new Subscribed(sizeNotice, position, painting.chunk().length()), painting),
                List.of());
    }

    /** Resumes at a position with the output since then. */
    synchronized void resume(SizeNotice sizeNotice, Position position, List<Chunk> missed) {
        restart(sizeNotice, List.of(new Subscribed(sizeNotice, position, 0)), missed);
    }

    boolean isBehind() {
        return behind;
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
    synchronized void catchUp(SizeNotice sizeNotice, long seq, Painting painting, List<Chunk> since) {
        var missed = dropped - since.stream().mapToLong(Chunk::length).sum();
        var length = painting.chunk().length();
        List<Frame> announced = droppedSubscribed
                .map(before -> new Position(before.position().stream(), seq))
                .<List<Frame>>map(position -> List.of(new Subscribed(sizeNotice, position, length), painting))
                .orElseGet(() -> List.of(new Resized(sizeNotice, seq, 0), new Gap(missed, seq, length), painting));
        restart(sizeNotice, announced, since);
    }

    private void restart(SizeNotice sizeNotice, List<Frame> frames, List<Chunk> output) {
        lastSize = sizeNotice;
        backlog.clear();
        backlog.addAll(frames);
        output.forEach(chunk -> backlog.add(new Output(chunk)));
        bytes = backlog.stream().mapToLong(Frame::cost).sum();
        // The bound applies to what follows: otherwise a painting larger than the bound would be dropped every time.
        limit = bound + bytes;
        dropped = 0;
        droppedSubscribed = Optional.empty();
        behind = false;
    }

    /** Completes the stream after the backlog. */
    void end() {
        ended = true;
    }
}
