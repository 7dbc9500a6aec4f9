package dev.agenthub.docker;

import dev.agenthub.docker.http.Deadline;
import dev.agenthub.docker.http.HttpClient;
import dev.agenthub.engine.EngineException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs blocking engine calls on virtual threads named {@code docker-N}, at most {@value #MAX_CONCURRENT} at once. They
 * are virtual because most calls wait a long time (a stop for its whole grace period); in a small pool a team's stops
 * would queue behind each other.
 */
final class EngineCalls implements AutoCloseable {

    static final int MAX_CONCURRENT = 64;

    /** The body of a call. */
    @FunctionalInterface
    interface Work<T> {

        T run(EngineApi api) throws Exception;
    }

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("docker-", 0).factory());
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);
    private final DockerSettings settings;
    private final HttpClient http;
    private final EngineErrors errors;

    EngineCalls(DockerSettings settings, HttpClient http, EngineErrors errors) {
        this.settings = settings;
        this.http = http;
        this.errors = errors;
    }

    /** {@return the engine for a call on the caller's own thread} */
    EngineApi api(Duration timeout) {
        return new EngineApi(settings, http, Deadline.in(timeout));
    }

    /**
     * @param action as in {@link EngineErrors#explain}
     * @param timeout of the whole call, from its subscription
     */
    <T> Uni<T> call(String action, Duration timeout, Work<T> work) {
        return call(action, timeout, work, abandoned -> { });
    }

    /** @param release disposes of the result if the subscription was cancelled */
    <T> Uni<T> call(String action, Duration timeout, Work<T> work, Consumer<T> release) {
        return Uni.createFrom().emitter(emitter -> {
            var settled = new AtomicBoolean();
            emitter.onTermination(() -> settled.set(true));
            var api = api(timeout);
            threads.execute(() -> {
                T result;
                try {
                    result = withPermit(api, work);
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

    private <T> T withPermit(EngineApi api, Work<T> work) throws Exception {
        if (!permits.tryAcquire(api.deadline().remaining().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new EngineException(EngineException.Kind.TIMED_OUT, "The Docker Engine has " + MAX_CONCURRENT
                    + " unfinished calls of this hub: check whether it is overloaded (docker ps).");
        }
        try {
            return work.run(api);
        } finally {
            permits.release();
        }
    }

    /** Interrupts the pending calls. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
