package dev.agenthub.rest;

import dev.agenthub.hub.Hub;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Delays requests about agents until the first reconcile, at most {@link #TIMEOUT}. Before it every agent looks
 * inactive, which would mislead a client that waits for an agent's end.
 */
final class ReconcileGate {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Hub hub;

    ReconcileGate(Hub hub) {
        this.hub = hub;
    }

    /** Returns null, which costs nothing, after the first reconcile. */
    @NeedsReconcile
    @ServerRequestFilter
    Uni<Void> await() {
        return hub.hasReconciled()
                ? null
                : hub.firstReconcile().ifNoItem().after(TIMEOUT).recoverWithUni(Uni.createFrom()::voidItem);
    }
}
