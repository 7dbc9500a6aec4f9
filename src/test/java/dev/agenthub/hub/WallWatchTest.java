package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.HiddenNames;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
import dev.agenthub.project.AgentMounts;
import dev.agenthub.project.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a person hears that a running agent can see what is hidden. */
class WallWatchTest {

    private static final AgentId QA = new AgentId("qa");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private Path root;
    private Path note;
    private ProjectFiles files;
    private WallWatch watch;
    private long now;

    @BeforeEach
    void project() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("project/sub")).getParent();
        note = folder.resolve("kept/visible.txt");
        Files.writeString(root.resolve("CLAUDE.md"), "# qa");
        var layout = new Layout(root, Path.of(".claude/users"), Path.of(".claude/agents"), QA);
        var walls = new Walls(layout, new HiddenNames(List.of(".env*")), Set.of(), folder.resolve("kept/walls"));
        files = new ProjectFiles(layout, "/p", false, List.of(QA), walls);
        watch = new WallWatch(root, walls, note, Path.of("/home/me/secrets"), told::add, () -> now);
    }

    private void look() {
        now += Duration.ofSeconds(2).toNanos();
        watch.look(QA::equals);
    }

    @Test
    void aReplacedFileIsToldOnceWithItsAgentsAndCureUntilTheyAreRestarted() throws IOException {
        watch.begins(QA, files.prepare(QA));
        look();
        assertThat(told).isEmpty();

        Files.writeString(root.resolve("new"), "KEY=1");
        Files.move(root.resolve("new"), root.resolve(".env"), StandardCopyOption.REPLACE_EXISTING);
        look();
        look();
        assertThat(told).singleElement().asString().startsWith(".env can be read by running agents (qa)")
                .contains("agent-hub restart-agent qa", "/home/me/secrets");
        assertThat(note).hasContent(told.getFirst());

        watch.begins(QA, files.prepare(QA));
        look();
        assertThat(told).hasSize(1);
        assertThat(note).doesNotExist();
    }

    @Test
    void aNewFileIsToldAtOnceAtTheRootAndSoonElsewhere() throws IOException {
        watch.begins(QA, files.prepare(QA));
        look();
        Files.writeString(root.resolve(".env.new"), "x");
        Files.writeString(root.resolve("sub/.env"), "x");
        look();
        assertThat(told).singleElement().asString().startsWith(".env.new");
        now += Duration.ofMinutes(10).toNanos(); // far beyond the pause after a look everywhere
        look();
        assertThat(told).hasSize(2).last().asString().startsWith("sub/.env");
    }

    @Test
    void nothingIsVisibleToAgentsThatDoNotRun() throws IOException {
        watch.begins(QA, files.prepare(QA));
        Files.writeString(root.resolve(".env.new"), "x");
        watch.look(agent -> false);
        assertThat(told).isEmpty();
        assertThat(note).doesNotExist();
    }

    @Test
    void ofAContainerThatRanAlreadyWhatChangedMeanwhileIsTold() throws IOException {
        var started = Instant.now();
        Files.writeString(root.resolve("sub/.env"), "made while no hub looked");
        AgentMounts sight = files.prepare(QA);
        watch.found(QA, sight, true, started.minusSeconds(1));
        look();
        assertThat(told).anyMatch(text -> text.startsWith("sub/.env can be read"));
    }

    @Test
    void ofAContainerOfAnEarlierConfigurationItIsToldThatItMaySeeMore() {
        watch.found(QA, files.prepare(QA), false, Instant.now().plusSeconds(1));
        look();
        assertThat(told).singleElement().asString().contains("earlier configuration", "agent-hub restart-agent qa");
    }

    @Test
    void whatIsUnknownIsTold() {
        watch.begins(QA, new AgentMounts(List.of(), Map.of(), List.of("The project is too large.")));
        watch.unknown(QA, "qa has no definition");
        assertThat(told).containsExactly("The project is too large.",
                "Whether qa sees what is hidden from agents is not known: qa has no definition. Cure that and restart it (agent-hub restart-agent qa).");
    }
}
