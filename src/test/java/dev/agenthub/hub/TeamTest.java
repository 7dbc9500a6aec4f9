package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agenthub.TestClock;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.agent.Exit;
import dev.agenthub.config.HubConfig;
import dev.agenthub.engine.ContainerPlan.Ids;
import dev.agenthub.engine.EngineEvent;
import dev.agenthub.engine.TerminalMode;
import dev.agenthub.engine.TestProgram;
import dev.agenthub.project.AgentPlans;
import dev.agenthub.project.HiddenNames;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.project.Secrets;
import dev.agenthub.project.Walls;
import dev.agenthub.terminal.AgentTerminals;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's team on an engine in memory: its requests to the engine, and its reaction to the answers. */
class TeamTest {

    private static final AgentId QA = new AgentId("qa");

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private StateWriter writer;
    private EngineEffects effects;
    private Reconciler reconciler;
    private TeamShutdown shutdown;
    private AgentTerminals terminals;
    private Hub hub;

    @BeforeEach
    void aTeamOfOne() throws IOException {
        hub(Map.of());
    }

    private void hub(Map<String, String> settings) throws IOException {
        var root = Files.createDirectories(folder.toRealPath().resolve("project"));
        Files.writeString(root.resolve("CLAUDE.md"), "# qa");
        var values = new HashMap<>(Map.of("hub.project-root", root.toString(), "hub.agents", "qa",
                "hub.orchestrator-agent", "qa", "hub.orchestrator-policy", "manual"));
        values.putAll(settings);
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(HubConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100)).build().getConfigMapping(HubConfig.class);
        var layout = Layout.of(config);
        var walls = new Walls(layout, new HiddenNames(List.of(".env*")), Set.of(), folder.resolve("kept/walls"));
        var files = new ProjectFiles(layout, config.containerRoot(), false, List.of(QA), walls);
        var plans = new AgentPlans(config, layout, new Ids(1000, 1000), new Secrets(folder.resolve("secrets")),
                new byte[32]);
        var watch = new WallWatch(root, walls, folder.resolve("kept/visible.txt"), folder.resolve("secrets"),
                problem -> { }, System::nanoTime);
        var clock = new TestClock();
        var events = new HubEvents(clock);
        var store = new StateStore(folder.resolve("kept/state.json"), problem -> { });
        writer = new StateWriter(store);
        terminals = new AgentTerminals(List.of(QA), 10, 1 << 20, id -> run -> { }, clock);
        var contact = new EngineContact(engine, events, clock);
        effects = new EngineEffects(engine, files, plans, watch, config);
        var supervisors = new Supervisors(config, store.load(), writer, new ThrottledEffects(effects),
                events, terminals, contact, clock);
        reconciler = new Reconciler(engine, contact, supervisors);
        shutdown = new TeamShutdown(supervisors, terminals, contact, writer, config);
        hub = new Hub(supervisors, terminals, contact, reconciler);
    }

    @AfterEach
    void close() {
        effects.close();
        // The lanes may save until here, into a folder that is then removed.
        writer.close();
    }

    private void engineAnswers() {
        reconciler.follow();
        engine.events.emit(new EngineEvent.Connected("28.5"));
        hub.firstReconcile().await().atMost(Duration.ofSeconds(10));
    }

    private void awaitState(AgentState state) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(hub.agent(QA).orElseThrow().agent().state()).isEqualTo(state));
    }

    private String reason() {
        return hub.agent(QA).orElseThrow().reason();
    }

    @Test
    void aRunningContainerIsAdoptedAfterOneList() {
        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engineAnswers();
        awaitState(AgentState.ACTIVE);
        assertThat(engine.calls).containsExactly("list", "adopt c1");
        assertThat(terminals.all().get(QA).connected()).isTrue();
    }

    @Test
    void anAdoptionThatTheEngineRefusesIsAnErrorIfTheProgramRuns() {
        engine.refusesAdoptions = true;
        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engineAnswers();
        awaitState(AgentState.ERROR);
        assertThat(reason()).startsWith("The engine refuses to attach.");
        assertThat(engine.calls).startsWith("list", "adopt c1", "inspect c1");
    }

    @Test
    void aContainerThatWasPausedBeforeItsAdoptionIsConnectedWhenItResumes() {
        engine.refusesAdoptions = true;
        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engine.beforeAdoption = () -> engine.runs("c1", "qa", TerminalMode.ATTACH, true);
        engineAnswers();
        awaitState(AgentState.ACTIVE);
        assertThat(reason()).startsWith("paused");

        engine.refusesAdoptions = false;
        engine.beforeAdoption = () -> { };
        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engine.events.emit(new EngineEvent.Paused(QA, "c1", false));
        await().atMost(Duration.ofSeconds(10)).until(() -> terminals.all().get(QA).connected());
    }

    @Test
    void aListWithoutNewsChangesNothing() {
        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engineAnswers();
        awaitState(AgentState.ACTIVE);
        engine.calls.clear();
        reconciler.reconcile();
        await().atMost(Duration.ofSeconds(10)).until(() -> engine.calls.contains("list"));
        assertThat(hub.agent(QA).orElseThrow().agent().state()).isEqualTo(AgentState.ACTIVE);
        assertThat(engine.calls).containsExactly("list");
    }

    @Test
    void aContainerThatCannotBeAdoptedIsStoppedOnce() {
        engine.runs("c1", "qa", TerminalMode.EXEC, false);
        engineAnswers();
        awaitState(AgentState.INACTIVE);
        assertThat(engine.calls).containsExactly("list", "stop c1 within 10 s");
    }

    @Test
    void aPausedContainerIsConnectedOnlyWhenItResumes() {
        engine.runs("c1", "qa", TerminalMode.ATTACH, true);
        engineAnswers();
        awaitState(AgentState.ACTIVE);
        assertThat(engine.calls).containsExactly("list");

        engine.runs("c1", "qa", TerminalMode.ATTACH, false);
        engine.events.emit(new EngineEvent.Paused(QA, "c1", false));
        await().atMost(Duration.ofSeconds(10)).until(() -> engine.calls.contains("adopt c1"));
        awaitState(AgentState.ACTIVE);
        assertThat(reason()).isEqualTo("running");
    }

    @Test
    void aStartConnectsTheTerminalAndAStopStopsTheContainer() {
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        assertThat(terminals.all().get(QA).connected()).isTrue();
        hub.stop(QA).await().atMost(Duration.ofSeconds(10));
        assertThat(engine.calls).containsExactly("list", "start qa", "stop new-qa within 10 s");
    }

    @Test
    void theEndOfAProgramIsFoundByItsConnectionAlone() {
        engine.exit = Exit.of(3);
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        engine.ended("new-qa", "qa", Exit.of(3));
        engine.connections.getFirst().ends();
        awaitState(AgentState.ERROR);
        assertThat(reason()).startsWith("the program ended, exit code 3");
        assertThat(engine.calls).as("nothing is stopped that has ended")
                .containsExactly("list", "start qa", "inspect new-qa");
    }

    @Test
    void theEndOfAProgramIsFoundByTheEnginesEventAlone() {
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        engine.containers.remove("new-qa");
        engine.events.emit(new EngineEvent.Died(QA, "new-qa", Exit.of(137)));
        awaitState(AgentState.ERROR);
        assertThat(reason()).startsWith("the program ended, exit code 137");
    }

    @Test
    void aBrokenConnectionIsReplaced() {
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        engine.connections.getFirst().ends();
        await().atMost(Duration.ofSeconds(10)).until(() -> engine.calls.contains("adopt new-qa"));
        awaitState(AgentState.ACTIVE);
        assertThat(engine.connections).hasSize(2);
    }

    @Test
    void aContainerWhoseProgramHasEndedIsStoppedImmediately() throws IOException {
        hub(Map.of("hub.terminal", "exec"));
        engine.exit = Exit.of(0);
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        engine.connections.getFirst().ends();
        awaitState(AgentState.INACTIVE);
        assertThat(reason()).isEqualTo("the program ended, exit code 0");
        assertThat(engine.calls)
                .containsExactly("list", "start qa", "inspect new-qa", "stop new-qa within 0 s");
    }

    @Test
    void aStopThatFailsAlthoughTheContainerHasEndedSucceeds() {
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        engine.refusesStops = true;
        assertThatThrownBy(() -> hub.stop(QA).await().atMost(Duration.ofSeconds(10)))
                .hasMessage("The engine refuses to stop.");
        awaitState(AgentState.ERROR);

        engine.ended("new-qa", "qa", Exit.of(0));
        hub.stop(QA).await().atMost(Duration.ofSeconds(10));
        awaitState(AgentState.INACTIVE);
    }

    @Test
    void aShutdownStopsTheAgents() {
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        shutdown.run();
        assertThat(engine.calls).last().isEqualTo("stop new-qa within 10 s");
        assertThat(engine.connections).allMatch(TestProgram::isClosed);
    }

    @Test
    void aShutdownLeavesOnlyAgentsThatALaterHubCanAdopt() throws IOException {
        hub(Map.of("hub.on-exit", "leave"));
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        shutdown.run();
        assertThat(engine.calls).containsExactly("list", "start qa");
    }

    @Test
    void aShutdownStopsAgentsThatNoLaterHubCanAdopt() throws IOException {
        hub(Map.of("hub.on-exit", "leave", "hub.terminal", "exec"));
        engineAnswers();
        hub.start(QA).await().atMost(Duration.ofSeconds(10));
        shutdown.run();
        assertThat(engine.calls).last().isEqualTo("stop new-qa within 10 s");
    }
}
