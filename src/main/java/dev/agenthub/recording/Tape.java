package dev.agenthub.recording;

import dev.agenthub.agent.Exit;
import dev.agenthub.recording.Entry.Begin;
import dev.agenthub.recording.Entry.Code;
import dev.agenthub.recording.Entry.End;
import dev.agenthub.recording.Entry.Event;
import dev.agenthub.terminal.Size;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What of one session is still to be written: the terminal adds to it and never waits, one writer takes from it. It is bounded: what comes
 * while it is full is left out and counted, until the writer has caught up with a painting of the screen.
 */
final class Tape {

    /** In bytes of output; with {@link #REST} also the bound of what a flooding agent costs: about 5 MB/s. */
    static final int BOUND = 512 * 1024;

    /** How long output is gathered before the writer takes it. */
    static final Duration REST = Duration.ofMillis(100);

    /** Output within a frame of video is one event. */
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final int LARGEST_EVENT = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    /** There is something to take, for a writer that has nothing. */
    private final Condition added = lock.newCondition();
    /** It must be taken now, for a writer that rests. */
    private final Condition urgent = lock.newCondition();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Instant outputAt;
    private List<Entry> entries = new ArrayList<>();
    private long bytes;
    private long lost;
    private boolean behind;
    private boolean over;

    /** The session begins, or goes on in another file: with a painting. */
    void begin(Instant at, Size size, byte[] painting) {
        changing(() -> {
            add(new Begin(at, size, painting));
            tellLost(at);
        });
    }

    void output(Instant at, byte[] data, int offset, int length) {
        changing(() -> {
            if (!fits(length)) {
                lost += length;
                return;
            }
            if (output.size() > 0 && (Duration.between(outputAt, at).compareTo(FRAME) > 0 || output.size() + length > LARGEST_EVENT)) {
                gather();
            }
            if (output.size() == 0) {
                outputAt = at;
            }
            output.write(data, offset, length);
        });
    }

    void typed(Instant at, byte[] data) {
        changing(() -> {
            if (fits(data.length)) {
                add(new Event(at, Code.INPUT, data.clone()));
            }
        });
    }

    void resized(Instant at, Size size, byte[] painting) {
        changing(() -> {
            if (fits(painting.length)) {
                paint(at, size, painting);
            }
        });
    }

    /** Goes on after what was left out. */
    void catchUp(Instant at, Size size, byte[] painting) {
        changing(() -> {
            if (behind) {
                tellLost(at);
                paint(at, size, painting);
            }
        });
    }

    void end(Instant at, Uni<Exit> exit) {
        changing(() -> {
            add(new End(at, exit));
            over = true;
        });
    }

    /** These could not be written: they are left out, and so is what came after them. */
    void lose(List<Entry> unwritten) {
        lock.lock();
        try {
            gather();
            lost += Stream.concat(unwritten.stream(), entries.stream()).mapToLong(Tape::length).sum();
            entries.removeIf(entry -> !(entry instanceof End));
            bytes = 0;
            behind = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something was left out, so that a painting is due. */
    boolean isBehind() {
        lock.lock();
        try {
            return behind;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to write, and a little longer for more of it. */
    List<Entry> take() throws InterruptedException {
        lock.lock();
        try {
            while (entries.isEmpty() && output.size() == 0 && !behind) {
                added.await();
            }
            for (var left = REST.toNanos(); left > 0 && !isUrgent(); ) {
                left = urgent.awaitNanos(left);
            }
            gather();
            var taken = entries;
            entries = new ArrayList<>();
            bytes = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, but no longer than until the session is over. */
    void awaitEnd(Duration most) throws InterruptedException {
        lock.lock();
        try {
            for (var left = most.toNanos(); left > 0 && !over; ) {
                left = urgent.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void changing(Runnable change) {
        lock.lock();
        try {
            if (!over) {
                change.run();
                added.signal();
                if (isUrgent()) {
                    urgent.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isUrgent() {
        return over || bytes + output.size() > BOUND / 2;
    }

    private boolean fits(int length) {
        behind |= bytes + output.size() + length > BOUND;
        return !behind;
    }

    private void paint(Instant at, Size size, byte[] painting) {
        add(new Event(at, Code.RESIZE, (size.cols() + "x" + size.rows()).getBytes(StandardCharsets.US_ASCII)));
        add(new Event(at, Code.OUTPUT, painting));
    }

    private void tellLost(Instant at) {
        if (behind) {
            add(new Event(at, Code.MARKER, (lost + " bytes of output are not recorded").getBytes(StandardCharsets.US_ASCII)));
        }
        behind = false;
        lost = 0;
    }

    private void add(Entry entry) {
        gather();
        entries.add(entry);
        bytes += length(entry);
    }

    private static int length(Entry entry) {
        return switch (entry) {
            case Begin begin -> begin.painting().length;
            case Event event -> event.data().length;
            case End end -> 0;
        };
    }

    private void gather() {
        if (output.size() > 0) {
            var gathered = new Event(outputAt, Code.OUTPUT, output.toByteArray());
            output.reset();
            entries.add(gathered);
            bytes += length(gathered);
        }
    }
}
