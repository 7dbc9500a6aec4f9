package dev.agenthub.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Periodic jobs. The Quarkus scheduler uses the wall clock: if that is set back by an hour, no job runs for an hour. So
 * a timer on the monotonic clock watches the wall clock and reschedules all jobs when it has gone back.
 */
@Singleton
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);
    private static final long CHECK_INTERVAL_SECONDS = 1;

    private record Job(String name, Duration every, Runnable task) {
    }

    private final Scheduler scheduler;
    private final Clock clock;
    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("clock-watch").factory());
    private Instant lastSeen;

    Jobs(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.lastSeen = clock.instant();
        this.watch.scheduleWithFixedDelay(this::checkClock, CHECK_INTERVAL_SECONDS, CHECK_INTERVAL_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Runs the task periodically on a worker thread until shutdown. Runs of one task never overlap. */
    public void run(String name, Duration every, Runnable task) {
        var job = new Job(name, every, task);
        jobs.add(job);
        schedule(job);
    }

    private void schedule(Job job) {
        scheduler.newJob(job.name()).setInterval(job.every().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> job.task().run()).schedule();
    }

    private void checkClock() {
        var now = clock.instant();
        if (now.isBefore(lastSeen)) {
            LOG.infof("The clock was set back by %s; rescheduling all jobs.", Duration.between(now, lastSeen));
            jobs.forEach(job -> {
                scheduler.unscheduleJob(job.name());
                schedule(job);
            });
        }
        lastSeen = now;
    }

    void end(@Observes ShutdownEvent event) {
        watch.shutdownNow();
    }
}
