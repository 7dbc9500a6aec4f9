package dev.agenthub.docker;

import dev.agenthub.engine.EngineException;
import io.smallrye.mutiny.Uni;
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
    private final Failures failures;

    EngineCalls(Failures failures) {
        this.failures = failures;
    }

    /** @param what as in {@link Failures#explain} */
    <T> Uni<T> call(String what, Callable<T> work) {
        return call(what, work, unwanted -> { });
    }

    /** @param release what to do with a result that nobody waits for any more */
    <T> Uni<T> call(String what, Callable<T> work, Consumer<T> release) {
        return Uni.createFrom().emitter(emitter -> {
            var settled = new AtomicBoolean();
            emitter.onTermination(() -> settled.set(true));
            threads.execute(() -> {
                T result;
                try {
                    result = inTurn(work);
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

    private <T> T inTurn(Callable<T> work) throws Exception {
        if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new EngineException(EngineException.Kind.TIMED_OUT, "The Docker Engine has " + AT_ONCE
                    + " calls of this hub under way and finishes none: see whether it is overloaded (docker ps).");
        }
        try {
            return work.call();
        } finally {
            turns.release();
        }
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
