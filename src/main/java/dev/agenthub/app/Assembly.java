package dev.agenthub.app;

import dev.agenthub.api.Wire;
import dev.agenthub.config.HubConfig;
import dev.agenthub.docker.DockerProject;
import dev.agenthub.engine.ContainerEngine;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.home.HubPaths;
import dev.agenthub.home.PlanKey;
import dev.agenthub.home.PrivateFolders;
import dev.agenthub.home.ProjectLock;
import dev.agenthub.hub.HubEvent.HubTroubled;
import dev.agenthub.hub.HubEvents;
import dev.agenthub.hub.SavedTeam;
import dev.agenthub.hub.StateStore;
import dev.agenthub.hub.WallWatch;
import dev.agenthub.inbox.Inbox;
import dev.agenthub.inbox.InboxWatcher;
import dev.agenthub.inbox.Inboxes;
import dev.agenthub.probe.EngineProbe;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.HiddenNames;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.project.Secrets;
import dev.agenthub.project.Walls;
import dev.agenthub.recording.RecordingLimits;
import dev.agenthub.recording.Recordings;
import dev.agenthub.security.AccessRules;
import dev.agenthub.security.SessionFile;
import dev.agenthub.security.Sessions;
import dev.agenthub.security.Token;
import dev.agenthub.security.TokenFile;
import dev.agenthub.terminal.AgentTerminals;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The composition of the hub: producers of the objects that know nothing of CDI, and nothing else. Each object that
 * must be closed has a disposer. Classes that only combine other beans are beans themselves.
 */
@Singleton
class Assembly {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    Layout layout(HubConfig config) {
        return Layout.of(config);
    }

    @Produces
    @Singleton
    ProjectFiles projectFiles(HubConfig config, Layout layout, Walls walls) {
        return new ProjectFiles(layout, config.containerRoot(), config.inboxWritable(), config.agents().ids(), walls);
    }

    @Produces
    @Singleton
    PrivateFolders privateFolders(HubConfig config, HubPaths paths) {
        return PrivateFolders.of(config, paths, System.getenv(), Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath());
    }

    @Produces
    @Singleton
    Walls walls(HubConfig config, HubPaths paths, Layout layout, PrivateFolders folders) {
        return new Walls(layout, new HiddenNames(config.hidden().orElse(List.of())), folders.all(),
                covers(paths, layout));
    }

    @Produces
    @Singleton
    WallWatch wallWatch(HubPaths paths, Layout layout, Walls walls, PrivateFolders folders,
            HubEvents events) throws IOException {
        return new WallWatch(layout.root().toRealPath(), walls, paths.exposedFiles(layout.root()), folders.secrets(),
                message -> events.publish(new HubTroubled(message)), System::nanoTime);
    }

    @Produces
    @Singleton
    AgentPlans agentPlans(HubConfig config, HubPaths paths, Layout layout, PrivateFolders folders) throws IOException {
        var self = Path.of("/proc/self");
        var user = new Ids((int) Files.getAttribute(self, "unix:uid"), (int) Files.getAttribute(self, "unix:gid"));
        var key = PlanKey.readOrMake(paths.stateDir().resolve("plan-key"));
        return new AgentPlans(config, layout, user, new Secrets(folders.secrets()), key);
    }

    @Produces
    @Singleton
    Inboxes inboxes(HubConfig config, Layout layout) {
        return new Inboxes(config.agents().ids().stream().collect(Collectors.toMap(Function.identity(),
                agent -> new Inbox(layout.inbox(agent), layout.root()))));
    }

    void close(@Disposes Inboxes inboxes) {
        inboxes.close();
    }

    @Produces
    @Singleton
    InboxWatcher inboxWatcher(Inboxes inboxes, HubEvents events) throws IOException {
        return new InboxWatcher(inboxes, message -> events.publish(new HubTroubled(message)));
    }

    void close(@Disposes InboxWatcher watcher) throws IOException {
        watcher.close();
    }

    @Produces
    @Singleton
    HubPaths hubPaths(HubConfig config) {
        var environment = new HashMap<>(System.getenv());
        config.stateDir().ifPresent(folder -> environment.put("HUB_STATE_DIR", folder.toString()));
        return HubPaths.of(environment, Path.of(System.getProperty("user.home")), Path.of("").toAbsolutePath());
    }

    @Produces
    @Singleton
    ProjectLock projectLock(HubPaths paths, Layout layout) {
        return ProjectLock.take(layout.root(), paths.project(layout.root()));
    }

    void close(@Disposes ProjectLock lock) throws IOException {
        lock.close();
    }

    @Produces
    @Singleton
    StateStore stateStore(ProjectLock lock, HubEvents events) {
        return new StateStore(lock.stateFolder().resolve("state.json"),
                message -> events.publish(new HubTroubled(message)));
    }

    /** Reads what an earlier hub saved. */
    @Produces
    @Singleton
    SavedTeam savedTeam(StateStore store) {
        return store.load();
    }

    @Produces
    @Singleton
    Recordings recordings(HubConfig config, ProjectLock lock, Clock clock) {
        return new Recordings(lock.stateFolder().resolve("recordings"), config.agents().ids(), config.recordings(),
                new RecordingLimits(config.recordingSize().asLongValue(), config.recordingsKept(),
                        config.recordingInput()), clock);
    }

    void close(@Disposes Recordings recordings) {
        recordings.close();
    }

    @Produces
    @Singleton
    AgentTerminals agentTerminals(HubConfig config, Recordings recordings, Clock clock) {
        return new AgentTerminals(config.agents().ids(), config.scrollbackLines(), config.viewerBuffer().asLongValue(),
                recordings::recorder, clock);
    }

    @Produces
    @Singleton
    Optional<Token> token(HubConfig config, HubPaths paths) {
        return switch (config.auth()) {
            case NONE -> Optional.empty();
            case TOKEN -> Optional.of(
                    config.token().map(Token::new).orElseGet(() -> TokenFile.readOrMake(paths.token())));
        };
    }

    @Produces
    @Singleton
    Optional<Sessions> sessions(HubConfig config, Optional<Token> token, ProjectLock lock) {
        return token.map(known -> Sessions.load(new SessionFile(lock.stateFolder().resolve("sessions"), known),
                config.sessionIdle(), config.sessionLife()));
    }

    @Produces
    @Singleton
    AccessRules accessRules(HubConfig config, Optional<Token> token, Optional<Sessions> sessions, Clock clock) {
        return new AccessRules(config.host(), config.allowedHosts().orElse(List.of()),
                config.allowedOrigins().orElse(List.of()), token,
                id -> sessions.flatMap(known -> known.find(id, clock.instant())));
    }

    @Produces
    @Singleton
    ContainerEngine engine(HubConfig config, HubPaths paths, Layout layout, HubEvents events) {
        var project = new DockerProject(layout.root().toString(), config.containerPrefix(), layout.root(),
                covers(paths, layout));
        return EngineProbe.engine(System.getenv(), project, message -> events.publish(new HubTroubled(message)));
    }

    void close(@Disposes ContainerEngine engine) {
        engine.close();
    }

    private static Path covers(HubPaths paths, Layout layout) {
        return paths.project(layout.root()).resolve("walls");
    }

    /** Makes the server write and read JSON as {@link Wire} says. */
    @Produces
    @Singleton
    ObjectMapperCustomizer wire() {
        return Wire::configure;
    }
}
