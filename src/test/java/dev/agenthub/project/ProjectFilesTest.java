package dev.agenthub.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.Mount.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binds of an agent's container and the files they need on the host. */
class ProjectFilesTest {

    private static final AgentId QA = new AgentId("qa");
    private static final AgentId LEAD = new AgentId("lead");

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void project() throws IOException {
        root = folder.toRealPath().resolve("project");
        Files.createDirectories(root.resolve(".claude/agents"));
        Files.writeString(root.resolve(".claude/agents/qa.md"), "# qa");
    }

    private ProjectFiles files(boolean inboxWritable) {
        var layout = new Layout(root, Path.of(".claude/users"), Path.of(".claude/agents"), LEAD);
        return new ProjectFiles(layout, "/pipe-dream", inboxWritable, List.of(LEAD, QA),
                new Walls(layout, new HiddenNames(List.of(".env*")), Set.of(), folder.resolve("kept")));
    }

    private static Mount project(String path, String target, boolean readOnly) {
        return new Mount(Volume.PROJECT, Path.of(path), target, readOnly);
    }

    private static Mount cover(String path, String target) {
        return new Mount(Volume.COVERS, Path.of(path), target, true);
    }

    @Test
    void anAgentSeesTheProjectReadOnlyAndItsOwnFoldersWritable() {
        assertThat(files(false).prepare(QA).mounts()).containsExactly(
                project("", "/pipe-dream", true),
                cover("nothing", "/pipe-dream/.claude/agent-hub"),
                cover("users/qa", "/pipe-dream/.claude/users"),
                cover("empty", "/pipe-dream/.env"),
                project(".claude/users/qa/workspace", "/pipe-dream/.claude/users/qa/workspace", false),
                project(".claude/users/qa/inbox", "/pipe-dream/.claude/users/qa/inbox", true),
                project(".claude/users/lead/workspace", "/pipe-dream/.claude/users/lead/workspace", true),
                project(".claude/sessions", "/pipe-dream/.claude/sessions", false),
                project(".claude/users/qa/container", "/claude-config", false),
                project(".claude/agents/qa.md", "/pipe-dream/CLAUDE.md", true));
    }

    @Test
    void theInboxIsWritableIfConfigured() {
        assertThat(files(true).prepare(QA).mounts())
                .contains(project(".claude/users/qa/inbox", "/pipe-dream/.claude/users/qa/inbox", false));
    }

    @Test
    void existingOptionalFilesAreMountedAndTheirMountPointsCreated() throws IOException {
        Files.createDirectories(root.resolve("docker"));
        Files.writeString(root.resolve("docker/.mcp.json"), "{\"mcpServers\":{}}");
        assertThat(files(false).prepare(QA).mounts())
                .contains(project("docker/.mcp.json", "/pipe-dream/.mcp.json", true));
        assertThat(root.resolve(".mcp.json")).hasContent("{}");
        assertThat(root.resolve("CLAUDE.md")).exists();
        assertThat(root.resolve("docker/.claude-settings.json")).doesNotExist();
    }

    @Test
    void existingFilesAreNotOverwritten() throws IOException {
        Files.writeString(root.resolve("CLAUDE.md"), "# mine");
        files(false).prepare(QA);
        assertThat(root.resolve("CLAUDE.md")).hasContent("# mine");
    }

    @Test
    void aMissingDefinitionIsNamedAndNotCreated() {
        assertThatThrownBy(() -> files(false).prepare(new AgentId("bu"))).isInstanceOf(ProjectError.class)
                .hasMessageContaining("agents/bu.md");
        assertThatThrownBy(() -> files(false).prepare(LEAD)).hasMessageContaining("CLAUDE.md");
        assertThat(root.resolve(".claude/agents/bu.md")).doesNotExist();
    }

    @Test
    void aLinkOutOfTheProjectIsRejected() throws IOException {
        Files.createDirectories(root.resolve(".claude/users/qa"));
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(root.resolve(".claude/users/qa/workspace"), outside);
        assertThatThrownBy(() -> files(false).prepare(QA)).isInstanceOf(ProjectError.class)
                .hasMessageContaining("leads out of the project");
    }

    @Test
    void theFolderOfAnAgentsCredentialsIsPrivate() throws IOException {
        files(false).prepare(QA);
        assertThat(Files.getPosixFilePermissions(root.resolve(".claude/users/qa/container")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
