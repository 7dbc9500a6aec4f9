package dev.agenthub.hub;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The hub's event stream, numbered without gaps. Keeps the last {@value #KEPT} events for readers that reconnect.
 * Publishing never waits: a reader more than twice as many events behind is dropped with a failure and must reconnect.
 */
@Singleton
public class HubEvents {

    /** The number of events kept. */
    public static final int KEPT = 1024;

    /**
     * An event and its increasing number.
     *
     * @param at when it was published
     */
    public record Numbered(long number, Instant at, HubEvent event) {
    }

    private final Clock clock;
    private final ArrayDeque<Numbered> kept = new ArrayDeque<>();
    private final Set<MultiEmitter<? super Numbered>> readers = new LinkedHashSet<>();
    private long last;

    /** Starts above any number an earlier hub can have reached, so that numbers grow across restarts. */
    HubEvents(Clock clock) {
        this.clock = clock;
        last = clock.millis() * KEPT;
    }

    /** Publishes an event to all readers, in the order of the numbers. Thread-safe. */
    public synchronized void publish(HubEvent event) {
        last++;
        var numbered = new Numbered(last, clock.instant(), event);
        kept.add(numbered);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        // Emitting under the lock keeps the order; readers only queue here.
        List.copyOf(readers).forEach(reader -> reader.emit(numbered));
    }

    /**
     * Streams the kept events after that number, then new ones. Starts with {@link HubEvent.Missed} if some are no
     * longer kept.
     */
    public Multi<Numbered> since(long number) {
        return stream(number);
    }

    /** Streams the events from now on. */
    public Multi<Numbered> live() {
        return stream(Long.MAX_VALUE);
    }

    private Multi<Numbered> stream(long number) {
        return Multi.createFrom().<Numbered>emitter(emitter -> {
            synchronized (this) {
                if (number < last - kept.size()) {
                    emitter.emit(new Numbered(last - kept.size(), clock.instant(), new HubEvent.Missed()));
                }
                kept.stream().filter(event -> event.number() > number).forEach(emitter::emit);
                readers.add(emitter);
                emitter.onTermination(() -> forget(emitter));
            }
        }, KEPT * 2);
    }

    private synchronized void forget(MultiEmitter<? super Numbered> reader) {
        readers.remove(reader);
    }
}
