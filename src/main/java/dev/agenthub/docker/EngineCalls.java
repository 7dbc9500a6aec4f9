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
 * Where blocking engine calls run: on virtual threads named {@code docker-N}, no more than {@value #AT_ONCE} at once.
 * Virtual threads, because most of these calls wait for long (a stop for its whole grace), and a pool small enough to
 * be cheap would let the stops of a team wait for each other.
 */
final class EngineCalls implements AutoCloseable {

    static final int AT_ONCE = 64;
    private static final Duration TURN = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("docker-", 0).factory());
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final EngineErrors failures;
    private final Duration usual;

    /** @param usual the bound of calls that name none */
    EngineCalls(EngineErrors failures, Duration usual) {
        this.failures = failures;
        this.usual = usual;
    }

    /** @param what as in {@link EngineErrors#explain} */
    <T> Uni<T> call(String what, Callable<T> work) {
        return call(what, usual, work, unwanted -> { });
    }

    /**
     * @param within the bound of the whole call: over a Unix socket docker-java has none of its own
     * @param release what to do with a result that nobody waits for any more
     */
    <T> Uni<T> call(String what, Duration within, Callable<T> work, Consumer<T> release) {
        return Uni.createFrom().emitter(emitter -> {
            var settled = new AtomicBoolean();
            emitter.onTermination(() -> settled.set(true));
            threads.execute(() -> {
                T result;
                try {
                    result = inTurn(within, work);
                } catch (Exception e) {
                    emitter.fail(failures.explain(what, e));
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

    private <T> T inTurn(Duration within, Callable<T> work) throws Exception {
        if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new EngineException(EngineException.Kind.TIMED_OUT, "The Docker Engine has " + AT_ONCE
                    + " calls of this hub under way and finishes none: see whether it is overloaded (docker ps).");
        }
        try {
            return bounded(within, work);
        } finally {
            turns.release();
        }
    }

    /** An interrupt closes the connection on which the work waits. */
    private static <T> T bounded(Duration within, Callable<T> work) throws Exception {
        var worker = Thread.currentThread();
        var late = new AtomicBoolean();
        var watch = Thread.ofVirtual().name("docker-watch").start(() -> {
            try {
                Thread.sleep(within);
            } catch (InterruptedException e) {
                return; // done in time
            }
            late.set(true);
            worker.interrupt();
        });
        try {
            return work.call();
        } catch (Exception e) {
            if (!late.get()) {
                throw e;
            }
            var timeout = new SocketTimeoutException("no answer in " + within);
            timeout.initCause(e);
            throw timeout;
        } finally {
            watch.interrupt();
        }
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
