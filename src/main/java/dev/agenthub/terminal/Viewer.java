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

    private final AgentTerminal terminal;
    private final long bound;
    private final Runnable wake;
    private final ArrayDeque<Object> backlog = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean behind;
    private volatile Optional<Size> window = Optional.empty();

    /** @param wake called whenever there is something to take, from any thread; must be quick and must not block */
    Viewer(AgentTerminal terminal, long bound, Runnable wake) {
        this.terminal = terminal;
        this.bound = bound;
        this.wake = wake;
    }

    /**
     * The next frame, if there is one. For one taker at a time.
     */
    public Optional<Frame> next() {
        return isBehind() ? Optional.of(terminal.repaint(this)) : take();
    }

    private synchronized boolean isBehind() {
        return behind;
    }

    private synchronized Optional<Frame> take() {
        return switch (backlog.poll()) {
            case null -> Optional.empty();
            case Chunk first -> Optional.of(new Output(join(first)));
            case Frame frame -> Optional.of(frame);
            default -> throw new IllegalStateException("The backlog holds chunks and frames.");
        };
    }

    private List<Chunk> join(Chunk first) {
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
        return joined;
    }

    /** The size of the client's window, where it told one: the terminal takes it when the client types. */
    Optional<Size> window() {
        return window;
    }

    void window(Size size) {
        window = Optional.of(size);
    }

    /** Adds output, or drops all of it when that is too much. The caller holds the terminal's lock. */
    synchronized void offer(Chunk chunk) {
        if (behind) {
            dropped += chunk.length();
            return;
        }
        backlog.add(chunk);
        bytes += chunk.cost();
        if (bytes > bound) {
            dropped = backlog.stream().mapToLong(held -> held instanceof Chunk piece ? piece.length() : 0).sum();
            behind = true;
            backlog.clear();
            bytes = 0;
        }
    }

    /** Adds a change of size; of no use to one that is behind, since the painting tells it. */
    synchronized void offer(Resized resized) {
        if (!behind) {
            backlog.add(resized);
        }
    }

    /** Begins, or begins anew, with a painting of the screen. The caller holds the terminal's lock. */
    synchronized void begin(Size size, Chunk painting) {
        restart(painting);
        backlog.addFirst(new Subscribed(size));
    }

    /** Catches up: what was missed is told, and a painting follows. The caller holds the terminal's lock. */
    synchronized Frame catchUp(Size size, Chunk painting) {
        var gap = new Gap(dropped);
        restart(painting);
        backlog.addFirst(new Resized(size));
        return gap;
    }

    private void restart(Chunk painting) {
        backlog.clear();
        backlog.add(painting);
        bytes = painting.cost();
        dropped = 0;
        behind = false;
    }

    void wake() {
        wake.run();
    }
}
