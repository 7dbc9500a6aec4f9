package dev.agenthub.ops;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Sees to it that a hub that was told to end ends, whatever is stuck in it: after its bound the process is halted. It needs nothing of the
 * hub but the configured grace, and works from the first moment of a start on.
 */
public final class ShutdownGuard {

    /** What the end takes besides the agents' grace: their engine's part of it, the web server, files. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration USUAL_GRACE = Duration.ofSeconds(10);
    /** For saying so, on an output that may be stuck as well. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final int exitCode;
    private final PrintStream err;
    private volatile Duration bound = within(USUAL_GRACE);

    private ShutdownGuard(int exitCode, PrintStream err) {
        this.exitCode = exitCode;
        this.err = err;
    }

    /** Within this time a hub whose agents have that grace has ended, in order or not. */
    public static Duration within(Duration grace) {
        return grace.plus(MARGIN);
    }

    /**
     * Guards this process's end.
     *
     * @param exitCode of a process that had to be halted
     * @param err      takes the sentence that says so
     */
    public static void stand(int exitCode, PrintStream err) {
        var guard = new ShutdownGuard(exitCode, err);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end-begins").unstarted(guard::begin));
    }

    /** Runs beside the hub's own end. */
    private void begin() {
        var began = System.nanoTime();
        Thread.ofPlatform().daemon().name("end-guard").start(() -> watch(began));
        bound = within(grace());
    }

    /** The guard does not wait for this: until it is known, the usual holds. */
    private static Duration grace() {
        try {
            return ConfigProvider.getConfig().getOptionalValue("hub.stop-grace", Duration.class).orElse(USUAL_GRACE);
        } catch (RuntimeException notRead) {
            return USUAL_GRACE; // a start that fails by its configuration, which says so itself, has no agents
        }
    }

    private void watch(long began) {
        try {
            for (var left = left(began); left > 0; left = left(began)) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
            var words = Thread.ofPlatform().daemon().name("end-words").start(() -> err.println(("agent-hub: The hub was told to end %d s ago"
                    + " and is stuck, so its process ends now. What still runs is found by the next hub.").formatted(bound.toSeconds())));
            words.join(LAST_WORDS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private long left(long began) {
        return bound.toNanos() - (System.nanoTime() - began);
    }
}
