package dev.agenthub.rest;

import dev.agenthub.hub.Hub;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A hub that has just begun would tell of every agent that it does not run, which whoever waits for that would believe. So what is
 * asked about agents waits until the hub has looked, which takes a moment where the engine is well, and not longer than
 * {@link #PATIENCE} where it hangs.
 */
final class ReconcileGate {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Hub hub;

    ReconcileGate(Hub hub) {
        this.hub = hub;
    }

    /** Nothing to wait for, and nothing that costs time, from the first look on. */
    @NeedsReconcile
    @ServerRequestFilter
    Uni<Void> await() {
        return hub.hasLooked() ? null : hub.looked().ifNoItem().after(PATIENCE).recoverWithUni(Uni.createFrom()::voidItem);
    }
}
