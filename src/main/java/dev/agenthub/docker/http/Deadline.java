package dev.agenthub.docker.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * The end of a call's time, however many requests the call makes. The caller makes the deadline, and everything beneath
 * it only passes it on.
 */
public final class Deadline {

    /** The deadline has passed. */
    public static final class Exceeded extends IOException {

        private final Duration timeout;

        Exceeded(Duration timeout) {
            super("no answer within " + timeout.toMillis() / 1000.0 + " s");
            this.timeout = timeout;
        }

        /** {@return the time that the call had} */
        public Duration timeout() {
            return timeout;
        }
    }

    private final Duration timeout;
    private final long end;

    private Deadline(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** A deadline at this time from now. */
    public static Deadline in(Duration timeout) {
        return new Deadline(timeout);
    }

    /** {@return the time that is left, always positive} */
    public Duration remaining() throws Exceeded {
        var left = end - System.nanoTime();
        if (left <= 0) {
            throw exceeded();
        }
        return Duration.ofNanos(left);
    }

    /** {@return whether no time is left} */
    public boolean passed() {
        return end - System.nanoTime() <= 0;
    }

    /** {@return the failure; if the deadline has passed, {@link Exceeded} with the failure as its cause} */
    IOException explain(IOException failure) {
        return passed() && !(failure instanceof Exceeded) ? (IOException) exceeded().initCause(failure) : failure;
    }

    /** Creates the exception for a wait that took all the remaining time. */
    public Exceeded exceeded() {
        return new Exceeded(timeout);
    }
}
