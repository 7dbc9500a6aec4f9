package dev.agenthub.terminal;

import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream for one subscriber whose items stay at their source, which bounds them, until they are requested: each
 * request polls one item. Items are emitted one at a time, on the thread that requests or that calls {@link #wake}.
 *
 * @param <T> the type of the items
 */
public abstract class PolledMulti<T> extends AbstractMulti<T> implements Flow.Subscription {

    private final AtomicLong demand = new AtomicLong();
    /** Requests and wakes not yet served; the thread that raises it from 0 serves them. It is 1 until subscription. */
    private final AtomicInteger calls = new AtomicInteger(1);
    private MultiSubscriber<? super T> subscriber;
    private volatile boolean done;

    /** Takes the next item, null if there is none now. Called by one thread at a time. */
    protected abstract T poll();

    /** Called once, on subscription. */
    protected void begin() {
        // Most sources exist before their subscriber.
    }

    /** Called once, when the subscriber has cancelled. */
    protected abstract void leave();

    /** Whether no more items will be added. */
    protected boolean isEnded() {
        return false;
    }

    @Override
    public final void subscribe(MultiSubscriber<? super T> downstream) {
        synchronized (demand) {
            if (subscriber != null) {
                Subscriptions.fail(downstream, new IllegalStateException("This stream has exactly one subscriber."));
                return;
            }
            subscriber = downstream;
        }
        begin();
        downstream.onSubscribe(this);
        serve();
    }

    @Override
    public final void request(long count) {
        if (count <= 0) {
            cancel();
            subscriber.onFailure(Subscriptions.getInvalidRequestException());
            return;
        }
        Subscriptions.add(demand, count);
        wake();
    }

    /** Ends the stream without another item, except one that is being emitted. Idempotent, from any thread. */
    @Override
    public final void cancel() {
        synchronized (demand) {
            if (done) {
                return;
            }
            done = true;
        }
        leave();
    }

    /** Emits what is requested and available. Call it when an item may have become available. */
    public final void wake() {
        if (calls.getAndIncrement() == 0) {
            serve();
        }
    }

    private void serve() {
        var seen = calls.get();
        do {
            while (!done && demand.get() > 0 && emitNext()) {
                Subscriptions.produced(demand, 1);
            }
            seen = calls.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean emitNext() {
        try {
            var last = isEnded();
            var item = poll();
            if (item != null) {
                subscriber.onItem(item);
            } else if (last) {
                done = true;
                subscriber.onCompletion();
            }
            return item != null;
        } catch (RuntimeException e) {
            cancel();
            subscriber.onFailure(e);
            return false;
        }
    }
}
