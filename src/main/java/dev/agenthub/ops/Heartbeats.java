package dev.agenthub.ops;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notes of which parts of the hub have been asked to move, and have. One thread makes {@link #round rounds}; any thread reads, without
 * blocking. Time is counted in rounds of that thread: while the whole process stands still (a laptop that sleeps, a stopped process),
 * or hardly gets a processor, no time passes in which a part could have moved and did not.
 */
final class Heartbeats {

    /** For so long a part may stand still. A loaded machine makes it wait for seconds. */
    static final Duration BOUND = Duration.ofSeconds(30);
    /** The most that one round counts. */
    static final Duration ROUND = Duration.ofSeconds(2);

    private static final long NOT_ASKED = -1;

    /** A part of the hub, such as {@code an agent's lane}, in words that tell a stranger nothing. */
    static final class Part {

        private final String name;
        private volatile long askedAt = NOT_ASKED;

        Part(String name) {
            this.name = name;
        }

        /** It has moved. From any thread. */
        void moved() {
            askedAt = NOT_ASKED;
        }
    }

    /** That the rounds themselves seem to have ended: when that was first seen, and after which round. */
    private record Suspicion(long round, long at) {
    }

    private final List<Part> parts;
    private final AtomicReference<Optional<Suspicion>> suspicion = new AtomicReference<>(Optional.empty());
    private volatile long lived;
    private volatile long lastRound;

    /** @param nanos as of {@link System#nanoTime}, here and below */
    Heartbeats(List<Part> parts, long nanos) {
        this.parts = List.copyOf(parts);
        this.lastRound = nanos;
    }

    /** Counts a round, and says which parts are to be asked to move now: those that have moved since they were asked last. */
    List<Part> round(long nanos) {
        var now = lived + Math.min(nanos - lastRound, ROUND.toNanos());
        lived = now;
        lastRound = nanos;
        var due = parts.stream().filter(part -> part.askedAt == NOT_ASKED).toList();
        due.forEach(part -> part.askedAt = now);
        return due;
    }

    /** Which part stands still and for how long, in words; empty where all is well. */
    Optional<String> trouble(long nanos) {
        for (var part : parts) {
            var asked = part.askedAt;
            var still = lived - asked;
            if (asked != NOT_ASKED && still > BOUND.toNanos()) {
                return Optional.of(inWords(part.name, still));
            }
        }
        return roundsEnded(nanos);
    }

    /** Who reads just after the process stood still comes before the next round: only who sees it twice sees that there is none. */
    private Optional<String> roundsEnded(long nanos) {
        var round = lastRound;
        var still = nanos - round;
        if (still <= BOUND.toNanos()) {
            return Optional.empty();
        }
        var first = suspicion.updateAndGet(before -> before.filter(earlier -> earlier.round() == round).or(() -> Optional.of(
                new Suspicion(round, nanos)))).orElseThrow();
        return nanos - first.at() > BOUND.toNanos() ? Optional.of(inWords("its check of itself", still)) : Optional.empty();
    }

    private static String inWords(String part, long nanos) {
        return "%s has not moved for %d s".formatted(part, Duration.ofNanos(nanos).toSeconds());
    }
}
