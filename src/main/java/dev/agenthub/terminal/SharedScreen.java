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
 * One screen and all who view it: output goes through the emulator to each viewer's backlog, gathered in a flood. The one lock
 * guards the emulator and the cut between a painting and the output that follows it; it is held for one chunk or one painting, never
 * while anything waits.
 */
final class SharedScreen {

    /** Runs something a little later, on any thread. */
    interface Timer {

        void after(long nanos, Runnable task);
    }

    /** What one viewer that fell behind was painted, for others that fell behind in the same flood: the screen after so many bytes. */
    private record Painted(long seq, Chunk painting) {
    }

    /** How much of the newest output is kept for clients that come back, in bytes; never more than a viewer may have waiting. */
    private static final long REPLAYED = 256 * 1024;

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
    /** Whether the timer will hand on what is held. */
    private boolean timed;
    private Optional<Painted> painted = Optional.empty();
    private volatile SizeOwner<Viewer> sizing = new SizeOwner<>(Size.DEFAULT, Optional.empty());

    SharedScreen(int scrollbackLines, long viewerBound, TerminalListener listener, Timer timer) {
        this.viewerBound = viewerBound;
        this.listener = listener;
        this.timer = timer;
        this.replay = new Replay(Math.min(REPLAYED, viewerBound / 2));
        this.emulator = new Emulator(Size.DEFAULT.cols(), Size.DEFAULT.rows(), scrollbackLines);
    }

    /** A program's words begin here. */
    void began() {
        lock.lock();
        try {
            listener.began(this::paint);
        } finally {
            lock.unlock();
        }
    }

    /** They have ended. */
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
            taker.accept(size(), emulator.painting());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows output.
     *
     * @param answers takes the answers to what the program asks its terminal
     */
    void show(byte[] bytes, Consumer<byte[]> answers) {
        long delay;
        boolean waits;
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
            waits = delay > 0 && !timed;
            if (delay == 0) {
                flush();
            } else {
                timed = true;
            }
        } finally {
            lock.unlock();
        }
        if (delay == 0) {
            wakeViewers();
        } else if (waits) {
            timer.after(delay, this::flushLate);
        }
    }

    private void flushLate() {
        lock.lock();
        try {
            timed = false;
            flush();
        } finally {
            lock.unlock();
        }
        wakeViewers();
    }

    /** Hands on what is held. */
    private void flush() {
        if (held.size() > 0) {
            var chunk = new Chunk(held.toByteArray());
            held.reset();
            replay.add(chunk);
            if (painted.isPresent() && !replay.reaches(painted.get().seq())) {
                painted = Optional.empty();
            }
            viewers.forEach(viewer -> viewer.offer(chunk));
        }
    }

    /** A new view; it begins with what was missed since {@code position}, or with a painting. */
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

    /** Begins a view anew. */
    void viewAnew(Viewer viewer, Window window, Optional<Position> position) {
        viewer.window(window);
        become(before -> before.changed(viewer, window));
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
            viewer.resume(standing(viewer), position.orElseThrow(), missed.get());
        } else {
            viewer.begin(standing(viewer), new Position(stream, replay.seq()), painting());
        }
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
        become(before -> before.left(viewer));
    }

    /**
     * Gives a viewer that fell behind a painting instead of what it missed. In a flood many fall behind: a painting is then made
     * once for as much output as is kept, which follows it.
     */
    void repaint(Viewer viewer) {
        lock.lock();
        try {
            flush();
            var seen = replay.seq() - viewer.dropped();
            var painting = painted.filter(earlier -> earlier.seq() >= seen && replay.reaches(earlier.seq()))
                    .orElseGet(() -> new Painted(replay.seq(), painting()));
            painted = Optional.of(painting);
            viewer.catchUp(standing(viewer), painting.seq(), painting.painting(), replay.since(painting.seq()).orElse(List.of()));
        } finally {
            lock.unlock();
        }
    }

    private Chunk painting() {
        return new Chunk(emulator.snapshot());
    }

    private SizeNotice standing(Viewer viewer) {
        return new SizeNotice(size(), sizing.seenBy(viewer));
    }

    /**
     * Something was typed: its echo leaves at once.
     *
     * @param viewer who typed: the screen takes the size of its window, if that may decide
     * @return whether the screen has another size now
     */
    boolean typed(Optional<Viewer> viewer) {
        pace.typed();
        return viewer.map(this::take).orElse(false);
    }

    /** The viewer asks for the size of its window. Whether the screen has another size now. */
    boolean take(Viewer viewer) {
        // One that has just left must not come to own the size.
        return become(before -> viewers.contains(viewer) ? before.acted(viewer, viewer.window()) : before);
    }

    /** The viewer's window is another now. */
    void window(Viewer viewer, Window window) {
        viewer.window(window);
        become(before -> before.changed(viewer, window));
    }

    /** Whether the size has changed. */
    private boolean become(Function<SizeOwner<Viewer>, SizeOwner<Viewer>> change) {
        var now = sizing;
        if (change.apply(now) == now) {
            return false; // as with almost every keystroke: nothing to wait for
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
            // Terminals differ in what a resize makes of their screen, so each is painted what the hub's made of it.
            var painting = resized ? Optional.of(painting()) : Optional.<Chunk>empty();
            viewers.forEach(viewer -> viewer.offer(standing(viewer), replay.seq(), painting));
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

    /** Asks the emulator something. */
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
