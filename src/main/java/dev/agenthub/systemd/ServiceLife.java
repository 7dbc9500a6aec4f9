package dev.agenthub.systemd;

import dev.agenthub.agent.AgentState;
import dev.agenthub.app.Jobs;
import dev.agenthub.app.ShutdownGuard;
import dev.agenthub.config.HubConfig;
import dev.agenthub.hub.Hub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Reports readiness, status and shutdown of the hub to systemd.
 *
 * <p>The hub is ready when it listens and has adopted the running agents. If the engine does not respond, it is ready
 * too: it serves, reports the problem, and adopts the agents later. Otherwise systemd would restart it in vain.
 */
@Singleton
class ServiceLife {

    private static final Logger LOG = Logger.getLogger(ServiceLife.class);

    /** How long an unresponsive engine may delay readiness. */
    private static final Duration RECONCILE_TIMEOUT = Duration.ofSeconds(20);
    /** systemd waits this much longer than {@link ShutdownGuard}, so that the guard can still report the problem. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(5);
    /** Signals per watchdog interval, since one may be late or lost. */
    private static final int SIGNALS = 3;

    private final ServiceManager systemd = new ServiceManager(System.getenv(), ProcessHandle.current().pid());
    private final Hub hub;
    private final Watchdog watchdog;
    private final Jobs jobs;
    private final ManagedExecutor workers;
    private final Duration shutdownLimit;

    ServiceLife(Hub hub, Watchdog watchdog, Jobs jobs, ManagedExecutor workers, HubConfig config) {
        this.hub = hub;
        this.watchdog = watchdog;
        this.jobs = jobs;
        this.workers = workers;
        this.shutdownLimit = ShutdownGuard.limit(config.stopGrace());
    }

    void begin(@ObservesAsync HttpServerStart event) {
        if (systemd.isPresent()) {
            hub.firstReconcile().ifNoItem().after(RECONCILE_TIMEOUT).recoverWithUni(Uni.createFrom()::voidItem)
                    .emitOn(workers).subscribe().with(done -> ready(),
                            failure -> LOG.error("Readiness is not reported to systemd. This is a bug in the hub.",
                                    failure));
        }
    }

    private void ready() {
        systemd.send("READY=1", "STATUS=" + status());
        systemd.watchdogInterval().ifPresent(interval ->
                jobs.run("systemd-watchdog", interval.dividedBy(SIGNALS), this::signal));
    }

    private void signal() {
        var problem = watchdog.problem();
        if (problem.isEmpty()) {
            systemd.send("WATCHDOG=1", "STATUS=" + status());
        } else {
            LOG.errorf("No watchdog signal is sent to systemd: %s", problem.get());
        }
    }

    private String status() {
        var agents = hub.agents();
        var active = agents.stream().filter(view -> view.agent().state() == AgentState.ACTIVE).count();
        var engine = hub.engine();
        return "%d of %d agents active. Engine%s: %s".formatted(active, agents.size(),
                engine.reachable() ? "" : " does not respond", engine.detail()).replace('\n', ' ');
    }

    /** Runs first, and tells systemd how long the shutdown may take. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        systemd.send("STOPPING=1", "STATUS=Shutting down.",
                "EXTEND_TIMEOUT_USEC=" + STOP_MARGIN.plus(shutdownLimit).toNanos() / 1000);
    }
}
