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
 * The stream of what happens, numbered without gaps, with the last {@value #KEPT} events kept for those who come back. Publishing
 * never waits for a reader: one that falls more than twice as many behind is dropped with a failure, and comes back.
 */
@Singleton
public class HubEvents {

    /** How many events are kept. */
    public static final int KEPT = 1024;

    /**
     * An event and its number, which only grows.
     *
     * @param at when it happened
     */
    public record Numbered(long number, Instant at, HubEvent event) {
    }

    private final Clock clock;
    private final ArrayDeque<Numbered> kept = new ArrayDeque<>();
    private final Set<MultiEmitter<? super Numbered>> readers = new LinkedHashSet<>();
    private long last;

    /** Numbers begin where no hub before this one can have ended, so that they grow through restarts. */
    HubEvents(Clock clock) {
        this.clock = clock;
        last = clock.millis() * KEPT;
    }

    /** Tells everybody. From any thread; readers get events in the order of their numbers. */
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
     * All events after that number as far as they are kept, then the new ones, for as long as somebody reads. Where some are
     * not kept any more, {@link HubEvent.Missed} comes first.
     */
    public Multi<Numbered> since(long number) {
        return stream(number);
    }

    /** The events from now on. */
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
