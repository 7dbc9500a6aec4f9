package dev.agenthub.bench;

import java.io.IOException;
import java.time.Duration;

/** Timeouts of the benchmark. */
final class Timeouts {

    /** For the next byte of expected output. */
    static final Duration QUIET = Duration.ofSeconds(15);
    /** For a server or a program to be ready. */
    static final Duration READY = Duration.ofSeconds(90);

    private Timeouts() {
    }

    /** A condition to wait for. An exception ends the wait. */
    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(String what, Condition condition) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + READY.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Timed out after %d s, waiting for: %s".formatted(READY.toSeconds(), what));
            }
            Thread.sleep(20);
        }
    }
}
