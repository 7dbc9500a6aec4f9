package dev.agenthub.docker;

import dev.agenthub.engine.EngineSign;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.net.SocketTimeoutException;
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

    private final EngineHttp http;
    private final EngineErrors errors;
    private final DockerHost host;

    EngineSigns(EngineHttp http, EngineErrors errors, DockerHost host) {
        this.http = http;
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
        Exception failure = null;
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                ping();
                return new EngineSign.Alive();
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }
        return new EngineSign.Silent(failure instanceof SocketTimeoutException
                ? ("The Docker Engine at %s has not responded to pings for %d s: check whether it hangs (docker ps), "
                        + "and restart it if so (sudo systemctl restart docker).")
                        .formatted(host, TIMEOUT.multipliedBy(ATTEMPTS).toSeconds())
                : errors.explain("answer a ping", failure).getMessage());
    }

    private void ping() throws IOException {
        try (var answer = http.get("/_ping", TIMEOUT)) {
            answer.status();
        } catch (EngineRefusal refusal) {
            // A proxy in front of the engine may forbid this call; its answer still counts as a response.
            if (refusal.status() >= SERVER_ERROR) {
                throw refusal;
            }
        }
    }
}
