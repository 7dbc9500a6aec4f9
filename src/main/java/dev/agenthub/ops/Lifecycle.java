package dev.agenthub.ops;

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

/** How the hub begins, what it does as time passes, and how it ends. */
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
    private final Jobs repeatedly;
    private final SelfCheck selfCheck;
    private final PrivateFolders own;
    private final Optional<Sessions> sessions;
    private final Connections connections;
    private final Clock clock;
    private volatile RuntimeFile here;

    Lifecycle(HubConfig config, ProjectFiles files, InboxWatcher inboxes, Hub hub, HttpServer http, HubPaths paths,
            Layout layout, ProjectLock lock, McpServers servers, Jobs repeatedly, SelfCheck selfCheck,
            PrivateFolders own, Optional<Sessions> sessions, Connections connections, Clock clock) {
        this.config = config;
        this.files = files;
        this.inboxes = inboxes;
        this.hub = hub;
        this.http = http;
        this.paths = paths;
        this.layout = layout;
        this.lock = lock;
        this.servers = servers;
        this.repeatedly = repeatedly;
        this.selfCheck = selfCheck;
        this.own = own;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        own.inside(layout.root()).forEach((what, folder) -> LOG.warnf("%s is in the project, at %s: agents do not see it, but it is safer outside.",
                what, folder));
        config.agents().ids().forEach(files::prepareInbox);
        inboxes.events().subscribe().with(hub::inbox,
                failure -> LOG.error("The inboxes are not watched any more: this is a defect of the hub.", failure));
        inboxes.start();
        hub.follow();
    }

    /** Not before the hub can be reached: in one that cannot listen, and ends, no policy is to act. */
    void repeat(@ObservesAsync HttpServerStart event) {
        repeatedly.run("policies", SECOND, () -> {
            hub.tick();
            selfCheck.scheduled();
        });
        // What events missed, the engine's list shows.
        repeatedly.run("engine", QUARTER_MINUTE, hub::reconcile);
        repeatedly.run("walls", TWO_SECONDS, hub::watchWalls);
        sessions.ifPresent(known -> repeatedly.run("sessions", SECOND,
                () -> known.sweep(clock.instant(), connections.sessions())));
        repeatedly.run("mcp-servers", TEN_SECONDS, servers::probe);
    }

    /** Tells the command line where this hub is. */
    void tellWhere(@ObservesAsync HttpServerStart event) {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        here = new RuntimeFile(URI.create("http://" + host + ":" + http.getPort()),
                ProcessHandle.current().pid(), layout.root());
        lock.listensAt(here.url());
        try {
            here.write(paths.runtimeFile());
            LOG.infof("The hub of %s listens at %s.", layout.root(), here.url());
        } catch (IOException e) {
            LOG.warnf("The file %s cannot be written, so that the command line needs --hub %s: %s", paths.runtimeFile(),
                    here.url(), e);
        }
    }

    void end(@Observes ShutdownEvent event) {
        try {
            inboxes.close();
            if (here != null) {
                here.remove(paths.runtimeFile());
            }
        } catch (IOException e) {
            LOG.warnf("The hub ends, but not in order: %s", e);
        }
        hub.end();
    }
}
