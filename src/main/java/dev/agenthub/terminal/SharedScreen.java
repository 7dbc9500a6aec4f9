package dev.agenthub.terminal;

import dev.agenthub.emulator.Emulator;
import dev.agenthub.terminal.Frame.Output;
import dev.agenthub.terminal.Frame.Painting;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One screen and its viewers. Output goes through the emulator to each viewer's backlog, gathered in a flood. One lock
 * guards the emulator, and the boundary between a painting and the output that follows it. It is held for one chunk or
 * one painting, never across a wait.
 */
final class SharedScreen {

    /** Runs a task after a delay, on any thread. */
    interface Timer {

        void after(long nanos, Runnable task);
    }

    /** The state of the emulator after a chunk, see its methods of these names. */
    record Shown(long contentVersion, long alerts) {
    }

    /**
     * The screen after {@code seq} bytes, painted for a viewer that fell behind and shared with others in the same
     * flood.
     */
    private record SharedPainting(long seq, Painting painting) {
    }

    /** Output kept for clients that reconnect, in bytes; at most half of the bound of a viewer. */
    private static final long REPLAY_BYTES = 256 * 1024;

    /** How far a recording may fall behind, in bytes. */
    private static final long RECORDING_BOUND = 256 * 1024;

    private final long viewerBound;
    private final Consumer<Size> resized;
    private final Clock clock;
    private final Timer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Emulator emulator;
    private final String stream = UUID.randomUUID().toString();
    private final Replay replay;
    private final Pace pace = new Pace();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Instant heldSince = Instant.MIN;
    private final CopyOnWriteArrayList<Viewer> viewers = new CopyOnWriteArrayList<>();
    /** Whether the timer will flush the held output. */
    private boolean flushScheduled;
    private Optional<SharedPainting> lastPainting = Optional.empty();
    private volatile SizeOwner<Viewer> sizing = new SizeOwner<>(Size.DEFAULT, Optional.empty());

    /** @param resized takes each new size, without the lock */
    SharedScreen(int scrollbackLines, long viewerBound, Consumer<Size> resized, Clock clock, Timer timer) {
        this.viewerBound = viewerBound;
        this.resized = resized;
        this.clock = clock;
        this.timer = timer;
        this.replay = new Replay(Math.min(REPLAY_BYTES, viewerBound / 2));
        this.emulator = new Emulator(Size.DEFAULT.cols(), Size.DEFAULT.rows(), scrollbackLines);
    }

    /**
     * Shows output.
     *
     * @param answers takes the emulator's answers to the program's queries
     */
    Shown show(byte[] bytes, Instant now, Consumer<byte[]> answers) {
        Shown shown;
        long delay;
        boolean schedule;
        lock.lock();
        try {
            if (held.size() == 0) {
                heldSince = now;
            }
            emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    held.write(data, offset, length);
                }

                @Override
                public void reply(byte[] answer) {
                    answers.accept(answer);
                }
            });
            shown = new Shown(emulator.contentVersion(), emulator.alerts());
            delay = pace.delay(held.size(), System.nanoTime());
            schedule = delay > 0 && !flushScheduled;
            if (delay == 0) {
                flush();
            } else {
                flushScheduled = true;
            }
        } finally {
            lock.unlock();
        }
        if (delay == 0) {
            wakeViewers();
        } else if (schedule) {
            timer.after(delay, this::flushLate);
        }
        return shown;
    }

    private void flushLate() {
        locked(() -> {
            flushScheduled = false;
            flush();
        });
        wakeViewers();
    }

    /** Gives the held output to the viewers. */
    private void flush() {
        if (held.size() > 0) {
            var output = new Output(new Chunk(held.toByteArray(), heldSince));
            held.reset();
            replay.add(output.chunk());
            if (lastPainting.isPresent() && !replay.reaches(lastPainting.get().seq())) {
                lastPainting = Optional.empty();
            }
            viewers.forEach(viewer -> viewer.offer(output));
        }
    }

    /** A view for a client. It begins on subscription, with the output since {@code start} or with a painting. */
    Viewer view(Window window, Optional<Position> start) {
        return new Viewer(this, window, start, viewerBound, false);
    }

    /** A view for a recording. */
    Viewer recording() {
        return new Viewer(this, Window.HIDDEN, Optional.empty(), RECORDING_BOUND, true);
    }

    /** Begins a view. */
    void join(Viewer viewer, Optional<Position> start) {
        locked(() -> {
            begin(viewer, start);
            if (viewer.isRecorded()) {
                viewers.addLast(viewer); // an echo goes to people first
            } else {
                viewers.addFirst(viewer);
            }
        });
    }

    /** Begins a view again. */
    void restart(Viewer viewer, Optional<Position> start) {
        locked(() -> begin(viewer, start));
        viewer.wake();
    }

    private void begin(Viewer viewer, Optional<Position> start) {
        flush();
        var missed = start.filter(known -> known.stream().equals(stream)).flatMap(known -> replay.since(known.bytes()));
        if (missed.isPresent()) {
            viewer.resume(sizeNotice(viewer), start.orElseThrow(), missed.get());
        } else {
            viewer.begin(sizeNotice(viewer), new Position(stream, replay.seq()), painting(viewer.isRecorded()));
        }
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
        updateOwner(before -> before.left(viewer));
    }

    /** Completes a view after what was shown so far. */
    void end(Viewer viewer) {
        locked(() -> {
            flush();
            if (viewer.isBehind()) {
                catchUp(viewer);
            }
            viewer.end();
            viewers.remove(viewer);
        });
        viewer.wake();
    }

    /** Adds a painting to a view. */
    void paint(Viewer viewer) {
        locked(() -> {
            flush();
            viewer.offer(sizeNotice(viewer), replay.seq(), Optional.of(painting(viewer.isRecorded())));
        });
        viewer.wake();
    }

    /**
     * Gives a viewer that fell behind a painting instead of what it missed. In a flood many fall behind, so one
     * painting serves all clients for as long as the output after it is kept.
     */
    void catchUp(Viewer viewer) {
        locked(() -> {
            flush();
            var seen = replay.seq() - viewer.dropped();
            var painting = lastPainting
                    .filter(earlier -> !viewer.isRecorded() && earlier.seq() >= seen && replay.reaches(earlier.seq()))
                    .orElseGet(() -> new SharedPainting(replay.seq(), painting(viewer.isRecorded())));
            if (!viewer.isRecorded()) {
                lastPainting = Optional.of(painting);
            }
            viewer.catchUp(sizeNotice(viewer), painting.seq(), painting.painting(),
                    replay.since(painting.seq()).orElse(List.of()));
        });
    }

    private Painting painting(boolean recorded) {
        var bytes = recorded ? emulator.screenPainting() : emulator.painting();
        return new Painting(new Chunk(bytes, clock.instant()));
    }

    private SizeNotice sizeNotice(Viewer viewer) {
        return new SizeNotice(size(), sizing.seenBy(viewer));
    }

    /** Records input, whose echo is sent immediately. The screen takes the typist's window size if that may decide. */
    void typed(Optional<Viewer> viewer) {
        pace.typed();
        viewer.ifPresent(this::take);
    }

    /** Gives the screen the size of the viewer's window. */
    void take(Viewer viewer) {
        // A viewer that has just left must not become the owner.
        updateOwner(before -> viewers.contains(viewer) ? before.claimed(viewer, viewer.window()) : before);
    }

    /** Adjusts to a viewer's new window. */
    void windowChanged(Viewer viewer) {
        updateOwner(before -> before.changed(viewer, viewer.window()));
    }

    private void updateOwner(Function<SizeOwner<Viewer>, SizeOwner<Viewer>> change) {
        var now = sizing;
        if (change.apply(now) == now) {
            return; // the usual case for a keystroke: no lock needed
        }
        var hasNewSize = read(same -> update(change));
        wakeViewers();
        if (hasNewSize) {
            resized.accept(size());
        }
    }

    private boolean update(Function<SizeOwner<Viewer>, SizeOwner<Viewer>> change) {
        flush();
        var before = sizing;
        sizing = change.apply(before);
        var hasNewSize = !before.size().equals(size());
        var shared = Optional.<Painting>empty();
        if (hasNewSize) {
            emulator.resize(size().cols(), size().rows());
            replay.cut();
            // Terminals differ in how they reflow on a resize, so each viewer gets a painting of the hub's screen.
            shared = Optional.of(painting(false));
        }
        for (var viewer : viewers) {
            viewer.offer(sizeNotice(viewer), replay.seq(),
                    hasNewSize && viewer.isRecorded() ? Optional.of(painting(true)) : shared);
        }
        return hasNewSize;
    }

    Size size() {
        return sizing.size();
    }

    /** The number of clients that view it. */
    int viewers() {
        return (int) viewers.stream().filter(viewer -> !viewer.isRecorded()).count();
    }

    /** Reads from the emulator under the lock. */
    <T> T read(Function<Emulator, T> question) {
        lock.lock();
        try {
            return question.apply(emulator);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void wakeViewers() {
        viewers.forEach(Viewer::wake);
    }
}
