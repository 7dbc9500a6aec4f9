package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.AgentMounts;
import dev.agenthub.project.HiddenNames;
import dev.agenthub.project.Layout;
import dev.agenthub.project.ProjectFiles;
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

/** Reports of hidden files that a running agent can read. */
class WallWatchTest {

    private static final AgentId QA = new AgentId("qa");

    @TempDir
    Path folder;

    private final List<String> reported = new ArrayList<>();
    private Path root;
    private Path reportFile;
    private ProjectFiles files;
    private WallWatch watch;
    private long now;

    @BeforeEach
    void project() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("project/sub")).getParent();
        reportFile = folder.resolve("kept/visible.txt");
        Files.writeString(root.resolve("CLAUDE.md"), "# qa");
        var layout = new Layout(root, Path.of(".claude/users"), Path.of(".claude/agents"), QA);
        var walls = new Walls(layout, new HiddenNames(List.of(".env*")), Set.of(), folder.resolve("kept/walls"));
        files = new ProjectFiles(layout, "/p", false, List.of(QA), walls);
        watch = new WallWatch(root, walls, reportFile, Path.of("/home/me/secrets"), reported::add, () -> now);
    }

    private void check() {
        now += Duration.ofSeconds(2).toNanos();
        watch.check(QA::equals);
    }

    @Test
    void aReplacedFileIsReportedOnceUntilItsAgentsRestart() throws IOException {
        watch.starting(QA, files.prepare(QA));
        check();
        assertThat(reported).isEmpty();

        Files.writeString(root.resolve("new"), "KEY=1");
        Files.move(root.resolve("new"), root.resolve(".env"), StandardCopyOption.REPLACE_EXISTING);
        check();
        check();
        assertThat(reported).singleElement().asString().startsWith(".env can be read by running agents (qa)")
                .contains("agent-hub restart-agent qa", "/home/me/secrets");
        assertThat(reportFile).hasContent(reported.getFirst());

        watch.starting(QA, files.prepare(QA));
        check();
        assertThat(reported).hasSize(1);
        assertThat(reportFile).doesNotExist();
    }

    @Test
    void aNewFileIsReportedImmediatelyAtTheRootAndLaterElsewhere() throws IOException {
        watch.starting(QA, files.prepare(QA));
        check();
        Files.writeString(root.resolve(".env.new"), "x");
        Files.writeString(root.resolve("sub/.env"), "x");
        check();
        assertThat(reported).singleElement().asString().startsWith(".env.new");
        now += Duration.ofMinutes(10).toNanos(); // far beyond the pause between searches
        check();
        assertThat(reported).hasSize(2).last().asString().startsWith("sub/.env");
    }

    @Test
    void nothingIsReportedForAgentsThatDoNotRun() throws IOException {
        watch.starting(QA, files.prepare(QA));
        Files.writeString(root.resolve(".env.new"), "x");
        watch.check(agent -> false);
        assertThat(reported).isEmpty();
        assertThat(reportFile).doesNotExist();
    }

    @Test
    void filesChangedBeforeAnAdoptionAreReported() throws IOException {
        Files.writeString(root.resolve("sub/.env"), "created while no hub ran");
        var mounts = files.prepare(QA);
        watch.adopted(QA, mounts, true, Instant.EPOCH);
        check();
        assertThat(reported).anyMatch(text -> text.startsWith("sub/.env can be read"));
    }

    @Test
    void aContainerOfAnEarlierConfigurationIsReported() {
        watch.adopted(QA, files.prepare(QA), false, Instant.MAX);
        check();
        assertThat(reported).singleElement().asString().contains("earlier configuration", "agent-hub restart-agent qa");
    }

    @Test
    void unknownMountsAreReported() {
        watch.starting(QA, new AgentMounts(List.of(), Map.of(), List.of("The project is too large.")));
        watch.mountsUnknown(QA, "qa has no definition");
        assertThat(reported).containsExactly("The project is too large.",
                "The hub cannot check whether qa can read hidden files: qa has no definition. "
                        + "Fix that and restart it (agent-hub restart-agent qa).");
    }
}
