package dev.agenthub.docker;

import dev.agenthub.engine.EngineSign;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Asks an engine whether it is there. A platform thread for each subscriber, because virtual threads wait for carriers, and this must
 * not wait for anything else of the hub.
 *
 * <p>Engine API: {@code GET /_ping}.
 */
final class EngineSigns {

    /** With both tries and their bounds, silence is told after 8 seconds. */
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration WITHIN = Duration.ofSeconds(3);
    /** A machine that slept, or a hub that was stopped, finds the bound of its first question passed although the answer is there. */
    private static final int TRIES = 2;
    private static final int SERVER_ERROR = 500;

    private final EngineHttp http;
    private final EngineErrors failures;
    private final DockerHost host;

    EngineSigns(EngineHttp http, EngineErrors failures, DockerHost host) {
        this.http = http;
        this.failures = failures;
        this.host = host;
    }

    /** See {@link dev.agenthub.engine.ContainerEngine#signs()}. */
    Multi<EngineSign> stream() {
        return Multi.createFrom().emitter(emitter -> {
            var thread = Thread.ofPlatform().daemon().name("docker-ping").unstarted(() -> askOn(emitter));
            emitter.onTermination(thread::interrupt);
            thread.start();
        });
    }

    private void askOn(MultiEmitter<? super EngineSign> subscriber) {
        try {
            while (!subscriber.isCancelled()) {
                subscriber.emit(sign());
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the subscription
        }
    }

    private EngineSign sign() {
        Exception why = null;
        for (var attempt = 0; attempt < TRIES; attempt++) {
            try {
                ping();
                return new EngineSign.Alive();
            } catch (IOException | RuntimeException e) {
                why = e;
            }
        }
        return new EngineSign.Silent(why instanceof SocketTimeoutException
                ? "The Docker Engine at %s gives no sign of life for %d s: see whether it hangs (docker ps) and start it again (sudo systemctl restart docker)."
                        .formatted(host, WITHIN.multipliedBy(TRIES).toSeconds())
                : failures.explain("give a sign of life", why).getMessage());
    }

    private void ping() throws IOException {
        try (var answer = http.get("/_ping", WITHIN)) {
            answer.status();
        } catch (EngineRefusal refusal) {
            // What stands before an engine may forbid this question, and is there all the same.
            if (refusal.status() >= SERVER_ERROR) {
                throw refusal;
            }
        }
    }
}
