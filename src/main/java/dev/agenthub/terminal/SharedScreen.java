package dev.agenthub.terminal;

import dev.agenthub.agent.Exit;
import dev.agenthub.emulator.Emulator;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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

    /**
     * The screen after {@code seq} bytes, painted for a viewer that fell behind and shared with others in the same
     * flood.
     */
    private record SharedPainting(long seq, Chunk painting) {
    }

    /** Output kept for clients that reconnect, in bytes; at most half of the bound of a viewer. */
    private static final long REPLAY_BYTES = 256 * 1024;

    private final long viewerBound;
    private final TerminalListener listener;
    private final Timer timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Emulator emulator;
    private final String stream = UUID.randomUUID().toString();
    private final Replay replay;
    private final Pace pace = new Pace();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final CopyOnWriteArrayList<Viewer> viewers = new CopyOnWriteArrayList<>();
    /** Whether the timer will flush the held output. */
    private boolean flushScheduled;
    private Optional<SharedPainting> lastPainting = Optional.empty();
    private volatile SizeOwner<Viewer> sizing = new SizeOwner<>(Size.DEFAULT, Optional.empty());

    SharedScreen(int scrollbackLines, long viewerBound, TerminalListener listener, Timer timer) {
        this.viewerBound = viewerBound;
        this.listener = listener;
        this.timer = timer;
        this.replay = new Replay(Math.min(REPLAY_BYTES, viewerBound / 2));
        this.emulator = new Emulator(Size.DEFAULT.cols(), Size.DEFAULT.rows(), scrollbackLines);
    }

    /** Reports the start of a program to the listener. */
    void began() {
        lock.lock();
        try {
            listener.began(this::paint);
        } finally {
            lock.unlock();
        }
    }

    /** Reports the end of a program to the listener. */
    void ended(Uni<Exit> exit) {
        lock.lock();
        try {
            listener.ended(exit);
        } finally {
            lock.unlock();
        }
    }

    private void paint(BiConsumer<Size, byte[]> taker) {
        lock.lock();
        try {
            taker.accept(size(), emulator.screenPainting());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows output.
     *
     * @param answers takes the emulator's answers to the program's queries
     */
    void show(byte[] bytes, Consumer<byte[]> answers) {
        long delay;
        boolean schedule;
        lock.lock();
        try {
            emulator.feed(bytes, 0, bytes.length, new Emulator.Sink() {
                @Override
                public void display(byte[] data, int offset, int length) {
                    listener.output(data, offset, length);
                    held.write(data, offset, length);
                }

                @Override
                public void reply(byte[] answer) {
                    answers.accept(answer);
                }
            });
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
    }

    private void flushLate() {
        lock.lock();
        try {
            flushScheduled = false;
            flush();
        } finally {
            lock.unlock();
        }
        wakeViewers();
    }

    /** Gives the held output to the viewers. */
    private void flush() {
        if (held.size() > 0) {
            var chunk = new Chunk(held.toByteArray());
            held.reset();
            replay.add(chunk);
            if (lastPainting.isPresent() && !replay.reaches(lastPainting.get().seq())) {
                lastPainting = Optional.empty();
            }
            viewers.forEach(viewer -> viewer.offer(chunk));
        }
    }

    /** Opens a view. It begins with the output since {@code position}, or with a painting. */
    Viewer view(Window window, Optional<Position> position, Runnable wake) {
        var viewer = new Viewer(this, window, viewerBound, wake);
        lock.lock();
        try {
            begin(viewer, position);
            viewers.add(viewer);
        } finally {
            lock.unlock();
        }
        return viewer;
    }

    /** Restarts a view. */
    void restartView(Viewer viewer, Window window, Optional<Position> position) {
        viewer.window(window);
        updateOwner(before -> before.changed(viewer, window));
        lock.lock();
        try {
            begin(viewer, position);
        } finally {
            lock.unlock();
        }
    }

    private void begin(Viewer viewer, Optional<Position> position) {
        flush();
        var missed = position.filter(known -> known.stream().equals(stream)).flatMap(known -> replay.since(known.bytes()));
        if (missed.isPresent()) {
            viewer.resume(sizeNotice(viewer), position.orElseThrow(), missed.get());
        } else {
            viewer.begin(sizeNotice(viewer), new Position(stream, replay.seq()), painting());
        }
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
        updateOwner(before -> before.left(viewer));
    }

    /**
     * Gives a viewer that fell behind a painting instead of what it missed. In a flood many fall behind, so one
     * painting serves all of them for as long as the output after it is kept.
     */
    void repaint(Viewer viewer) {
        lock.lock();
        try {
            flush();
            var seen = replay.seq() - viewer.dropped();
            var painting = lastPainting.filter(earlier -> earlier.seq() >= seen && replay.reaches(earlier.seq()))
                    .orElseGet(() -> new SharedPainting(replay.seq(), painting()));
            lastPainting = Optional.of(painting);
            viewer.catchUp(sizeNotice(viewer), painting.seq(), painting.painting(),
                    replay.since(painting.seq()).orElse(List.of()));
        } finally {
            lock.unlock();
        }
    }

    private Chunk painting() {
        return new Chunk(emulator.painting());
    }

    private SizeNotice sizeNotice(Viewer viewer) {
        return new SizeNotice(size(), sizing.seenBy(viewer));
    }

    /**
     * Records input, whose echo is sent immediately.
     *
     * @param viewer the viewer that typed; the screen takes its window's size if that may decide
     * @return whether the size of the screen has changed
     */
    boolean typed(Optional<Viewer> viewer) {
        pace.typed();
        return viewer.map(this::take).orElse(false);
    }

    /** Gives the screen the size of the viewer's window. Returns whether the size has changed. */
    boolean take(Viewer viewer) {
        // A viewer that has just left must not become the owner.
        return updateOwner(before -> viewers.contains(viewer) ? before.claimed(viewer, viewer.window()) : before);
    }

    /** Records a viewer's new window. */
    void window(Viewer viewer, Window window) {
        viewer.window(window);
        updateOwner(before -> before.changed(viewer, window));
    }

    /** Returns whether the size has changed. */
    private boolean updateOwner(Function<SizeOwner<Viewer>, SizeOwner<Viewer>> change) {
        var now = sizing;
        if (change.apply(now) == now) {
            return false; // the usual case for a keystroke: no lock needed
        }
        boolean resized;
        lock.lock();
        try {
            flush();
            var before = sizing;
            sizing = change.apply(before);
            resized = !before.size().equals(size());
            if (resized) {
                emulator.resize(size().cols(), size().rows());
                listener.resized(size());
                replay.cut();
            }
            // Terminals differ in how they reflow on a resize, so each viewer gets a painting of the hub's screen.
            var painting = resized ? Optional.of(painting()) : Optional.<Chunk>empty();
            viewers.forEach(viewer -> viewer.offer(sizeNotice(viewer), replay.seq(), painting));
        } finally {
            lock.unlock();
        }
        wakeViewers();
        return resized;
    }

    Size size() {
        return sizing.size();
    }

    int viewers() {
        return viewers.size();
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

    private void wakeViewers() {
        viewers.forEach(Viewer::wake);
    }
}
