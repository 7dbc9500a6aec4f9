package dev.agenthub.ops;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does something again and again, by the machine's own count of time. The Quarkus scheduler goes by the clock on the wall: when that is
 * set back by an hour it rests for an hour, and with it policies and systemd's watchdog.
 */
public final class Repeatedly {

    private static final Logger LOG = Logger.getLogger(Repeatedly.class);

    private Repeatedly() {
    }

    /**
     * Runs the task on a worker thread, one run after another, whatever becomes of each.
     *
     * @param first how long until the first run
     * @param pause how long from each run's end to the next
     * @return cancelled, when no more runs are to begin
     */
    public static Future<?> run(Duration first, Duration pause, Runnable task) {
        return Infrastructure.getDefaultWorkerPool().scheduleWithFixedDelay(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("What is done again and again failed: this is a defect of the hub.", e);
            }
        }, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
