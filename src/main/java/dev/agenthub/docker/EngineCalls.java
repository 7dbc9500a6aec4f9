package dev.agenthub.docker;

import dev.agenthub.engine.EngineException;
import io.smallrye.mutiny.Uni;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs blocking engine calls on virtual threads named {@code docker-N}, at most {@value #MAX_CONCURRENT} at once. They
 * are virtual because most calls wait for long (a stop for its whole grace period); in a small pool a team's stops
 * would queue behind each other.
 */
final class EngineCalls implements AutoCloseable {

    static final int MAX_CONCURRENT = 64;
    private static final Duration PERMIT_TIMEOUT = Duration.ofSeconds(30);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("docker-", 0).factory());
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);
    private final EngineErrors errors;
    private final Duration defaultTimeout;

    /** @param defaultTimeout for calls that specify none */
    EngineCalls(EngineErrors errors, Duration defaultTimeout) {
        this.errors = errors;
        this.defaultTimeout = defaultTimeout;
    }

    /** @param action as in {@link EngineErrors#explain} */
    <T> Uni<T> call(String action, Callable<T> work) {
        return call(action, defaultTimeout, work, abandoned -> { });
    }

    /**
     * @param timeout of the whole call; docker-java has none over a Unix socket
     * @param release disposes of the result if the subscription was cancelled
     */
    <T> Uni<T> call(String action, Duration timeout, Callable<T> work, Consumer<T> release) {
        return Uni.createFrom().emitter(emitter -> {
            var settled = new AtomicBoolean();
            emitter.onTermination(() -> settled.set(true));
            threads.execute(() -> {
                T result;
                try {
                    result = withPermit(timeout, work);
                } catch (Exception e) {
                    emitter.fail(errors.explain(action, e));
                    return;
                }
                if (settled.compareAndSet(false, true)) {
                    emitter.complete(result);
                } else {
                    release.accept(result);
                }
            });
        });
    }

    private <T> T withPermit(Duration timeout, Callable<T> work) throws Exception {
        if (!permits.tryAcquire(PERMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new EngineException(EngineException.Kind.TIMED_OUT, "The Docker Engine has " + MAX_CONCURRENT
                    + " unfinished calls of this hub: check whether it is overloaded (docker ps).");
        }
        try {
            return bounded(timeout, work);
        } finally {
            permits.release();
        }
    }

    /** Interrupts the work after the timeout; the interrupt closes the connection that it waits on. */
    private static <T> T bounded(Duration timeout, Callable<T> work) throws Exception {
        var worker = Thread.currentThread();
        var timedOut = new AtomicBoolean();
        var watch = Thread.ofVirtual().name("docker-watch").start(() -> {
            try {
                Thread.sleep(timeout);
            } catch (InterruptedException e) {
                return; // finished in time
            }
            timedOut.set(true);
            worker.interrupt();
        });
        try {
            return work.call();
        } catch (Exception e) {
            if (!timedOut.get()) {
                throw e;
            }
            var expired = new SocketTimeoutException("no answer within " + timeout);
            expired.initCause(e);
            throw expired;
        } finally {
            watch.interrupt();
        }
    }

    /** Interrupts the pending calls. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
