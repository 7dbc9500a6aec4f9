package dev.agenthub.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Halts the process if a shutdown takes too long, no matter what is stuck. Depends on nothing in the hub but the
 * configured grace, and works from the first moment of a start.
 */
public final class ShutdownGuard {

    /** Time for the shutdown in addition to the agents' grace: for the engine, the web server and files. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    /** Time for printing the message, since the output may be stuck too. */
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(1);

    private final int exitCode;
    private final PrintStream err;
    private volatile Duration limit = limit(DEFAULT_GRACE);

    private ShutdownGuard(int exitCode, PrintStream err) {
        this.exitCode = exitCode;
        this.err = err;
    }

    /** The longest that a shutdown takes if agents have this grace. */
    public static Duration limit(Duration grace) {
        return grace.plus(MARGIN);
    }

    /**
     * Installs the guard as a shutdown hook.
     *
     * @param exitCode exit code of a halted process
     * @param err      receives the message
     */
    public static void install(int exitCode, PrintStream err) {
        var guard = new ShutdownGuard(exitCode, err);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown-guard-hook").unstarted(guard::begin));
    }

    /** Runs concurrently with the hub's own shutdown. */
    private void begin() {
        var start = System.nanoTime();
        Thread.ofPlatform().daemon().name("shutdown-guard").start(() -> watch(start));
        limit = limit(grace());
    }

    /** The guard does not wait for this; until it is known, the default applies. */
    private static Duration grace() {
        try {
            return ConfigProvider.getConfig().getOptionalValue("hub.stop-grace", Duration.class).orElse(DEFAULT_GRACE);
        } catch (RuntimeException e) {
            return DEFAULT_GRACE; // an invalid configuration, with which no agent has been started
        }
    }

    private void watch(long start) {
        try {
            for (var left = left(start); left > 0; left = left(start)) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
            var message = ("agent-hub: Shutdown did not finish within %d s, so the process is halted. "
                    + "The next hub adopts running agents.").formatted(limit.toSeconds());
            Thread.ofPlatform().daemon().name("shutdown-message").start(() -> err.println(message))
                    .join(MESSAGE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private long left(long start) {
        return limit.toNanos() - (System.nanoTime() - start);
    }
}
