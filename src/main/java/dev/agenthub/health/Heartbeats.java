package dev.agenthub.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tracks which parts of the hub respond to heartbeats. One thread runs the {@link #round rounds}; any thread may read,
 * without blocking. Time is counted in rounds, each capped at {@link #ROUND}. So while the whole process is suspended
 * or starved of CPU, no part is reported as stuck.
 */
final class Heartbeats {

    /** How long a part may take to respond. On a loaded machine that can be seconds. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The most time that one round counts for. */
    static final Duration ROUND = Duration.ofSeconds(2);

    private static final long NOT_PENDING = -1;

    /** A part of the hub, such as {@code an agent's lane}. The name is public, so it must not reveal anything. */
    static final class Part {

        private final String name;
        private volatile long pendingSince = NOT_PENDING;

        Part(String name) {
            this.name = name;
        }

        /** Records a response. Callable from any thread. */
        void responded() {
            pendingSince = NOT_PENDING;
        }
    }

    /** The last round after which the rounds seem to have stopped, and when that was first noticed. */
    private record Suspicion(long round, long at) {
    }

    private final List<Part> parts;
    private final AtomicReference<Optional<Suspicion>> suspicion = new AtomicReference<>(Optional.empty());
    private volatile long elapsed;
    private volatile long lastRound;

    /** @param nanos the {@link System#nanoTime}, here and below */
    Heartbeats(List<Part> parts, long nanos) {
        this.parts = List.copyOf(parts);
        this.lastRound = nanos;
    }

    /** Counts a round. Returns the parts to send a heartbeat: those that have responded to the last one. */
    List<Part> round(long nanos) {
        var now = elapsed + Math.min(nanos - lastRound, ROUND.toNanos());
        elapsed = now;
        lastRound = nanos;
        var due = parts.stream().filter(part -> part.pendingSince == NOT_PENDING).toList();
        due.forEach(part -> part.pendingSince = now);
        return due;
    }

    /** The part that is stuck and for how long, as a sentence; empty if all respond. */
    Optional<String> problem(long nanos) {
        for (var part : parts) {
            var pending = part.pendingSince;
            var waiting = elapsed - pending;
            if (pending != NOT_PENDING && waiting > TIMEOUT.toNanos()) {
                return Optional.of(describe(part.name, waiting));
            }
        }
        return roundsStopped(nanos);
    }

    /**
     * After a suspension the next round may not have run yet, so the rounds must look stopped twice, {@link #TIMEOUT}
     * apart.
     */
    private Optional<String> roundsStopped(long nanos) {
        var round = lastRound;
        var waiting = nanos - round;
        if (waiting <= TIMEOUT.toNanos()) {
            return Optional.empty();
        }
        var first = suspicion.updateAndGet(before -> before.filter(earlier -> earlier.round() == round)
                .or(() -> Optional.of(new Suspicion(round, nanos)))).orElseThrow();
        return nanos - first.at() > TIMEOUT.toNanos() ? Optional.of(describe("the self-check", waiting))
                : Optional.empty();
    }

    private static String describe(String part, long nanos) {
        return "%s has not responded for %d s".formatted(part, Duration.ofNanos(nanos).toSeconds());
    }
}
