package dev.agenthub.bench;

import java.io.IOException;
import java.time.Duration;

/** How long is waited for what must come. */
final class Patience {

    /** Without a byte of output that was asked for. */
    static final Duration QUIET = Duration.ofSeconds(15);
    /** For a server or a program to be ready. */
    static final Duration READY = Duration.ofSeconds(90);

    private Patience() {
    }

    /** A condition that may fail while it does not hold yet. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until it holds. */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + READY.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Waited %d s in vain for this: %s".formatted(READY.toSeconds(), what));
            }
            Thread.sleep(20);
        }
    }
}
