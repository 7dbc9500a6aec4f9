package dev.agenthub.app;

import dev.agenthub.config.HubConfig;
import dev.agenthub.home.HubPaths;
import dev.agenthub.home.PrivateFolders;
import dev.agenthub.home.ProjectLock;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.hub.InboxSubscriber;
import dev.agenthub.hub.Reconciler;
import dev.agenthub.hub.TeamShutdown;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Starts the hub and shuts it down. */
@Singleton
class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final HubConfig config;
    private final ProjectFiles files;
    private final InboxSubscriber inboxes;
    private final Reconciler reconciler;
    private final TeamShutdown shutdown;
    private final HttpServer http;
    private final HubPaths paths;
    private final Layout layout;
    private final ProjectLock lock;
    private final PrivateFolders privateFolders;
    private volatile Optional<RuntimeFile> runtimeFile = Optional.empty();

    Lifecycle(HubConfig config, ProjectFiles files, InboxSubscriber inboxes, Reconciler reconciler,
            TeamShutdown shutdown, HttpServer http, HubPaths paths, Layout layout, ProjectLock lock,
            PrivateFolders privateFolders) {
        this.config = config;
        this.files = files;
        this.inboxes = inboxes;
        this.reconciler = reconciler;
        this.shutdown = shutdown;
        this.http = http;
        this.paths = paths;
        this.layout = layout;
        this.lock = lock;
        this.privateFolders = privateFolders;
    }

    void begin(@Observes StartupEvent event) {
        privateFolders.inside(layout.root()).forEach((name, folder) ->
                LOG.warnf("%s is in the project, at %s: hidden from agents, but safer outside.", name, folder));
        config.agents().ids().forEach(files::prepareInbox);
        inboxes.begin();
        reconciler.follow();
    }

    /** Publishes the hub's address for the command line. */
    void publishAddress(@ObservesAsync HttpServerStart event) {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        var running = new RuntimeFile(URI.create("http://" + host + ":" + http.getPort()),
                ProcessHandle.current().pid(), layout.root());
        runtimeFile = Optional.of(running);
        lock.listensAt(running.url());
        try {
            running.write(paths.runtimeFile());
            LOG.infof("The hub of %s listens at %s.", layout.root(), running.url());
        } catch (IOException e) {
            LOG.warnf("Cannot write %s, so the command line needs --hub %s: %s", paths.runtimeFile(), running.url(), e);
        }
    }

    void end(@Observes ShutdownEvent event) {
        inboxes.end();
        runtimeFile.ifPresent(running -> {
            try {
                running.remove(paths.runtimeFile());
            } catch (IOException e) {
                LOG.warnf("Cannot remove %s: %s", paths.runtimeFile(), e);
            }
        });
        shutdown.run();
    }
}
