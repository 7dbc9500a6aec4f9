package dev.agenthub.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the scheduler does again and again. The Quarkus scheduler goes by the clock on the wall: when that is set back by an hour it rests
 * for an hour, and with it policies and systemd's watchdog. So the clock is watched, by the machine's own count of time, and whenever it
 * has gone back everything is scheduled anew.
 */
@Singleton
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);
    private static final long WATCHED_EVERY_SECONDS = 1;

    private record Job(String name, Duration every, Runnable task) {
    }

    private final Scheduler scheduler;
    private final Clock clock;
    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final Future<?> watch;
    private Instant seen;

    Jobs(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.seen = clock.instant();
        this.watch = Infrastructure.getDefaultWorkerPool()
                .scheduleWithFixedDelay(this::look, WATCHED_EVERY_SECONDS, WATCHED_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the task on a worker thread so often, and no two runs of it at once, until the hub ends. */
    public void run(String name, Duration every, Runnable task) {
        var job = new Job(name, every, task);
        jobs.add(job);
        schedule(job);
    }

    private void schedule(Job job) {
        scheduler.newJob(job.name()).setInterval(job.every().toString()).setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> job.task().run()).schedule();
    }

    private void look() {
        var now = clock.instant();
        if (now.isBefore(seen)) {
            LOG.infof("The clock was set back by %s: everything is scheduled anew.", Duration.between(now, seen));
            jobs.forEach(job -> {
                scheduler.unscheduleJob(job.name());
                schedule(job);
            });
        }
        seen = now;
    }

    void end(@Observes ShutdownEvent event) {
        watch.cancel(false);
    }
}
