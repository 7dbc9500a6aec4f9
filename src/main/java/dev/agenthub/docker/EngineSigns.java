package dev.agenthub.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineSign;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;

/**
 * Pings the engine. Each subscriber has a platform thread, because a virtual thread would have to wait for a carrier
 * that other parts of the hub may hold.
 *
 * <p>Engine API: {@code GET /_ping}.
 */
final class EngineSigns {

    /** Silence is reported after at most 8 s: one interval and two attempts. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Two, because after a suspend the first attempt can time out although the engine has answered. */
    private static final int ATTEMPTS = 2;
    private static final int SERVER_ERROR = 500;

    private final EngineCalls calls;
    private final EngineErrors errors;
    private final DockerHost host;

    EngineSigns(EngineCalls calls, EngineErrors errors, DockerHost host) {
        this.calls = calls;
        this.errors = errors;
        this.host = host;
    }

    /** See {@link dev.agenthub.engine.ContainerEngine#signs()}. */
    Multi<EngineSign> stream() {
        return Multi.createFrom().emitter(emitter -> {
            var thread = Thread.ofPlatform().daemon().name("docker-ping").unstarted(() -> pingUntilCancelled(emitter));
            emitter.onTermination(thread::interrupt);
            thread.start();
        });
    }

    private void pingUntilCancelled(MultiEmitter<? super EngineSign> subscriber) {
        try {
            while (!subscriber.isCancelled()) {
                subscriber.emit(sign());
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the subscription was cancelled
        }
    }

    private EngineSign sign() {
        RuntimeException failure = null;
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                ping();
                return new EngineSign.Alive();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        var explained = errors.explain("answer a ping", failure);
        return new EngineSign.Silent(explained.kind() == EngineException.Kind.TIMED_OUT
                ? ("The Docker Engine at %s has not responded to pings for %d s: check whether it hangs (docker ps), "
                        + "and restart it if so (sudo systemctl restart docker).")
                        .formatted(host, TIMEOUT.multipliedBy(ATTEMPTS).toSeconds())
                : explained.getMessage());
    }

    private void ping() {
        try {
            calls.api(TIMEOUT).docker().pingCmd().exec();
        } catch (DockerException refusal) {
            // A proxy in front of the engine may forbid this call; its answer still counts as a response.
            if (refusal.getHttpStatus() >= SERVER_ERROR) {
                throw refusal;
            }
        }
    }
}
