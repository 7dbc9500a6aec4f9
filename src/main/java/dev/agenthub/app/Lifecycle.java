package dev.agenthub.app;

import dev.agenthub.health.SelfCheck;
import dev.agenthub.probe.McpServers;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.home.ProjectLock;
import dev.agenthub.home.PrivateFolders;
import dev.agenthub.home.HubPaths;
import dev.agenthub.config.HubConfig;
import dev.agenthub.connection.Connections;
import dev.agenthub.hub.Hub;
import dev.agenthub.inbox.InboxWatcher;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.security.Sessions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Starts the hub, schedules its jobs, and shuts it down. */
@Singleton
class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration QUARTER_MINUTE = Duration.ofSeconds(15);

    private final HubConfig config;
    private final ProjectFiles files;
    private final InboxWatcher inboxes;
    private final Hub hub;
    private final HttpServer http;
    private final HubPaths paths;
    private final Layout layout;
    private final ProjectLock lock;
    private final McpServers servers;
    private final Jobs jobs;
    private final SelfCheck selfCheck;
    private final PrivateFolders privateFolders;
    private final Optional<Sessions> sessions;
    private final Connections connections;
    private final Clock clock;
    private volatile RuntimeFile runtimeFile;

    Lifecycle(HubConfig config, ProjectFiles files, InboxWatcher inboxes, Hub hub, HttpServer http, HubPaths paths,
            Layout layout, ProjectLock lock, McpServers servers, Jobs jobs, SelfCheck selfCheck,
            PrivateFolders privateFolders, Optional<Sessions> sessions, Connections connections, Clock clock) {
        this.config = config;
        this.files = files;
        this.inboxes = inboxes;
        this.hub = hub;
        this.http = http;
        this.paths = paths;
        this.layout = layout;
        this.lock = lock;
        this.servers = servers;
        this.jobs = jobs;
        this.selfCheck = selfCheck;
        this.privateFolders = privateFolders;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        privateFolders.inside(layout.root()).forEach((name, folder) ->
                LOG.warnf("%s is in the project, at %s: hidden from agents, but safer outside.", name, folder));
        config.agents().ids().forEach(files::prepareInbox);
        inboxes.events().subscribe().with(hub::inbox,
                failure -> LOG.error("The inboxes are no longer watched. This is a bug in the hub.", failure));
        inboxes.start();
        hub.follow();
    }

    /** Runs only after the hub listens, so that no policy acts in a hub that fails to start. */
    void schedule(@ObservesAsync HttpServerStart event) {
        jobs.run("policies", SECOND, () -> {
            hub.tick();
            selfCheck.scheduled();
        });
        // Catches what the engine's events missed.
        jobs.run("engine", QUARTER_MINUTE, hub::reconcile);
        jobs.run("walls", TWO_SECONDS, hub::checkWalls);
        sessions.ifPresent(known -> jobs.run("sessions", SECOND,
                () -> known.sweep(clock.instant(), connections.sessions())));
        jobs.run("mcp-servers", TEN_SECONDS, servers::probe);
    }

    /** Publishes the hub's address for the command line. */
    void publishAddress(@ObservesAsync HttpServerStart event) {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        runtimeFile = new RuntimeFile(URI.create("http://" + host + ":" + http.getPort()),
                ProcessHandle.current().pid(), layout.root());
        lock.listensAt(runtimeFile.url());
        try {
            runtimeFile.write(paths.runtimeFile());
            LOG.infof("The hub of %s listens at %s.", layout.root(), runtimeFile.url());
        } catch (IOException e) {
            LOG.warnf("Cannot write %s, so the command line needs --hub %s: %s", paths.runtimeFile(), runtimeFile.url(),
                    e);
        }
    }

    void end(@Observes ShutdownEvent event) {
        try {
            inboxes.close();
            if (runtimeFile != null) {
                runtimeFile.remove(paths.runtimeFile());
            }
        } catch (IOException e) {
            LOG.warnf("Shutdown did not complete cleanly: %s", e);
        }
        hub.end();
    }
}
