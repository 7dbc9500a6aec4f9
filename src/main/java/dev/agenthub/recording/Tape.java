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
 * The entries of one session that are not yet written. The terminal adds to it without waiting; one writer takes from
 * it. It is bounded: output that arrives while it is full is dropped and counted, until the writer has caught up with a
 * painting of the screen.
 */
final class Tape {

    /** The bound, in bytes of output. With {@link #GATHER_PERIOD} it limits the cost of a flood to about 5 MB/s. */
    static final int BOUND = 512 * 1024;

    /** How long output is gathered before the writer takes it. */
    static final Duration GATHER_PERIOD = Duration.ofMillis(100);

    /** Output within this period, a frame of video, is one event. */
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final int MAX_EVENT_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    /** Signals a writer that waits for its first entry. */
    private final Condition added = lock.newCondition();
    /** Signals a writer that gathers to take the entries now. */
    private final Condition urgent = lock.newCondition();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Instant outputAt;
    private List<Entry> entries = new ArrayList<>();
    private long bytes;
    private long dropped;
    private boolean behind;
    private boolean ended;

    /** Begins the session or another file of it, with a painting. */
    void begin(Instant at, Size size, byte[] painting) {
        update(() -> {
            add(new Begin(at, size, painting));
            markDropped(at);
        });
    }

    void output(Instant at, byte[] data, int offset, int length) {
        update(() -> {
            if (!fits(length)) {
                dropped += length;
                return;
            }
            if (output.size() > 0 && (Duration.between(outputAt, at).compareTo(FRAME) > 0
                    || output.size() + length > MAX_EVENT_BYTES)) {
                gather();
            }
            if (output.size() == 0) {
                outputAt = at;
            }
            output.write(data, offset, length);
        });
    }

    void typed(Instant at, byte[] data) {
        update(() -> {
            if (fits(data.length)) {
                add(new Event(at, Code.INPUT, data.clone()));
            }
        });
    }

    void resized(Instant at, Size size, byte[] painting) {
        update(() -> {
            if (fits(painting.length)) {
                paint(at, size, painting);
            }
        });
    }

    /** Resumes after dropped output. */
    void catchUp(Instant at, Size size, byte[] painting) {
        update(() -> {
            if (behind) {
                markDropped(at);
                paint(at, size, painting);
            }
        });
    }

    void end(Instant at, Uni<Exit> exit) {
        update(() -> {
            add(new End(at, exit));
            ended = true;
        });
    }

    /** Drops entries that could not be written, and all output after them. */
    void drop(List<Entry> unwritten) {
        lock.lock();
        try {
            gather();
            dropped += Stream.concat(unwritten.stream(), entries.stream()).mapToLong(Tape::length).sum();
            entries.removeIf(entry -> !(entry instanceof End));
            bytes = 0;
            behind = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether output was dropped, so that a painting is due. */
    boolean isBehind() {
        lock.lock();
        try {
            return behind;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first entry, and for {@link #GATHER_PERIOD} to gather more. */
    List<Entry> take() throws InterruptedException {
        lock.lock();
        try {
            while (entries.isEmpty() && output.size() == 0 && !behind) {
                added.await();
            }
            for (var remaining = GATHER_PERIOD.toNanos(); remaining > 0 && !isUrgent(); ) {
                remaining = urgent.awaitNanos(remaining);
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

    /** Waits for {@code max}, or until the session has ended. */
    void awaitEnd(Duration max) throws InterruptedException {
        lock.lock();
        try {
            for (var remaining = max.toNanos(); remaining > 0 && !ended; ) {
                remaining = urgent.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private void update(Runnable update) {
        lock.lock();
        try {
            if (!ended) {
                update.run();
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
        return ended || bytes + output.size() > BOUND / 2;
    }

    private boolean fits(int length) {
        behind |= bytes + output.size() + length > BOUND;
        return !behind;
    }

    private void paint(Instant at, Size size, byte[] painting) {
        add(new Event(at, Code.RESIZE, (size.cols() + "x" + size.rows()).getBytes(StandardCharsets.US_ASCII)));
        add(new Event(at, Code.OUTPUT, painting));
    }

    private void markDropped(Instant at) {
        if (behind) {
            add(new Event(at, Code.MARKER,
                    (dropped + " bytes of output are not recorded").getBytes(StandardCharsets.US_ASCII)));
        }
        behind = false;
        dropped = 0;
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
