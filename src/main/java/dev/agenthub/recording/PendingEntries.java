package dev.agenthub.recording;

import dev.agenthub.terminal.Frame;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;

/**
 * The entries of one session that are not yet written, in order. When they reach {@link #BOUND}, no frame is requested
 * until a writer has taken them, so the terminal drops output and paints the screen later.
 */
final class PendingEntries implements MultiSubscriber<Frame> {

    /** What is written. */
    sealed interface Entry {

        /** A frame of the terminal. */
        record Shown(Frame frame) implements Entry {
        }

        /** Input, which may be any bytes. */
        record Typed(Instant at, byte[] data) implements Entry {
        }

        /** The end of the session. */
        record Ended(Instant at) implements Entry {
        }
    }

    /** The bound, in bytes. As much again waits in the terminal. */
    static final int BOUND = 256 * 1024;

    /** How long output is gathered before it is written. */
    private static final Duration GATHER_PERIOD = Duration.ofMillis(100);
    private static final Logger LOG = Logger.getLogger(PendingEntries.class);

    private final Clock clock;
    private List<Entry> entries = new ArrayList<>();
    private long bytes;
    private boolean full;
    private boolean ended;
    private volatile Flow.Subscription frames;

    PendingEntries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        frames = subscription;
        subscription.request(1);
    }

    @Override
    public void onItem(Frame frame) {
        if (!isFullWith(frame)) {
            frames.request(1);
        }
    }

    private synchronized boolean isFullWith(Frame frame) {
        add(new Entry.Shown(frame), frame.cost());
        full = isUrgent();
        return full;
    }

    /** Adds input, if there is room. */
    synchronized void typed(byte[] data) {
        if (!isUrgent()) {
            add(new Entry.Typed(clock.instant(), data.clone()), data.length);
        }
    }

    @Override
    public void onCompletion() {
        end();
    }

    @Override
    public void onFailure(Throwable failure) {
        LOG.error("A recording ends early. This is a bug in the hub.", failure);
        end();
    }

    /** Adds the end; nothing is added after that. Idempotent. */
    synchronized void end() {
        add(new Entry.Ended(clock.instant()), 0);
    }

    private void add(Entry entry, int cost) {
        if (!ended) {
            entries.add(entry);
            bytes += cost;
            ended = entry instanceof Entry.Ended;
            if (entries.size() == 1 || isUrgent()) {
                notifyAll();
            }
        }
    }

    private boolean isUrgent() {
        return ended || bytes > BOUND;
    }

    /** Takes all entries. Waits for the first, and then for {@link #GATHER_PERIOD} or until they are urgent. */
    List<Entry> take() throws InterruptedException {
        List<Entry> taken;
        boolean wasFull;
        synchronized (this) {
            while (entries.isEmpty()) {
                wait();
            }
            var deadline = System.nanoTime() + GATHER_PERIOD.toNanos();
            for (var left = GATHER_PERIOD; left.isPositive() && !isUrgent(); left = untilNanos(deadline)) {
                wait(left.toMillis() + 1);
            }
            taken = entries;
            wasFull = full;
            entries = new ArrayList<>();
            bytes = 0;
            full = false;
        }
        if (wasFull) {
            frames.request(1);
        }
        return taken;
    }

    /** Waits for {@code max}, or until the end. */
    synchronized void awaitEnd(Duration max) throws InterruptedException {
        var deadline = System.nanoTime() + max.toNanos();
        for (var left = max; left.isPositive() && !ended; left = untilNanos(deadline)) {
            wait(left.toMillis() + 1);
        }
    }

    private static Duration untilNanos(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}
