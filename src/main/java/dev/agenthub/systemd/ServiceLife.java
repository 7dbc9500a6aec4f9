package dev.agenthub.systemd;

import dev.agenthub.agent.AgentState;
import dev.agenthub.config.HubConfig;
import dev.agenthub.hub.Hub;
import dev.agenthub.ops.ShutdownGuard;
import dev.agenthub.ops.Jobs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells systemd what becomes of the hub.
 *
 * <p>Ready is a hub that listens and has taken up the agents that ran already. One whose engine does not answer is ready too: it serves,
 * says what is wrong, and takes the agents up when the engine comes. Not ready, it would be ended and started again for nothing.
 */
@Singleton
class ServiceLife {

    private static final Logger LOG = Logger.getLogger(ServiceLife.class);

    /** How long an engine that neither answers nor refuses keeps the hub from being ready. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(20);
    /** By so much systemd is more patient than the hub itself, so that it is the hub that says what it did not do. */
    private static final Duration AFTER_THE_GUARD = Duration.ofSeconds(5);
    /** Of the watchdog's time: one telling may be late, or lost. */
    private static final int BEATS = 3;

    private final ServiceManager systemd = new ServiceManager(System.getenv(), ProcessHandle.current().pid());
    private final Hub hub;
    private final Watchdog pulse;
    private final Jobs repeatedly;
    private final Duration endsWithin;

    ServiceLife(Hub hub, Watchdog pulse, Jobs repeatedly, HubConfig config) {
        this.hub = hub;
        this.pulse = pulse;
        this.repeatedly = repeatedly;
        this.endsWithin = ShutdownGuard.within(config.stopGrace());
    }

    void begin(@ObservesAsync HttpServerStart event) {
        if (systemd.listens()) {
            hub.looked().ifNoItem().after(FIRST_LOOK).recoverWithUni(Uni.createFrom()::voidItem).emitOn(Infrastructure.getDefaultWorkerPool())
                    .subscribe().with(looked -> ready(),
                            failure -> LOG.error("systemd is not told that the hub is ready: this is a defect of the hub.", failure));
        }
    }

    private void ready() {
        systemd.tell("READY=1", "STATUS=" + status());
        systemd.watchdog().ifPresent(time -> repeatedly.run("systemd-watchdog", time.dividedBy(BEATS), this::beat));
    }

    private void beat() {
        var trouble = pulse.trouble();
        if (trouble.isEmpty()) {
            systemd.tell("WATCHDOG=1", "STATUS=" + status());
        } else {
            LOG.errorf("The watchdog is not told that the hub is well: %s", trouble.get());
        }
    }

    private String status() {
        var agents = hub.agents();
        var active = agents.stream().filter(view -> view.agent().state() == AgentState.ACTIVE).count();
        var engine = hub.engine();
        return "%d of %d agents active. Engine%s: %s".formatted(active, agents.size(), engine.reachable() ? "" : " does not answer",
                engine.detail()).replace('\n', ' ');
    }

    /** Before the rest ends, and with the time that it may take. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        systemd.tell("STOPPING=1", "STATUS=Ending.", "EXTEND_TIMEOUT_USEC=" + AFTER_THE_GUARD.plus(endsWithin).toNanos() / 1000);
    }
}
