package dev.agenthub.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.Mount.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The covered files of a project in an agent's container. */
class WallsTest {

    private static final AgentId QA = new AgentId("qa");

    @TempDir
    Path folder;

    private Path root;
    private Layout layout;

    @BeforeEach
    void project() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("project"));
        layout = new Layout(root, Path.of(".claude/users"), Path.of(".claude/agents"), QA);
        write("CLAUDE.md", "# qa");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private Walls walls(String hidden, Path... hubFolders) {
        return new Walls(layout, new HiddenNames(List.of(hidden.split(","))), Set.of(hubFolders),
                folder.resolve("kept"));
    }

    private AgentMounts mounts(Walls walls) {
        return new ProjectFiles(layout, "/p", false, List.of(QA), walls).prepare(QA);
    }

    private static List<String> covered(AgentMounts mounts) {
        return mounts.mounts().stream().filter(mount -> mount.volume() == Volume.COVERS).map(Mount::target).toList();
    }

    @Test
    void hiddenFilesAreCoveredAtAnyDepthAndTemplatesAreNot() throws IOException {
        write("sub/deep/.env.local", "x");
        write("sub/.env.example", "x");
        write("venv/.env/bin/python", "x");
        write("sub/netrc", "x");
        assertThat(covered(mounts(walls(".env*")))).containsExactly("/p/.claude/agent-hub", "/p/.claude/users",
                "/p/.env", "/p/sub/deep/.env.local", "/p/venv/.env");
    }

    @Test
    void theProjectsEnvIsCreatedSoThatItIsAlwaysCovered() throws IOException {
        mounts(walls(".env*"));
        assertThat(root.resolve(".env")).content().startsWith("# ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(".env"))))
                .isEqualTo("rw-------");
        write(".env", "A=b");
        mounts(walls(".env*"));
        assertThat(root.resolve(".env")).hasContent("A=b");
    }

    @Test
    void aLinksTargetIsCovered() throws IOException {
        write("config/secrets.txt", "x");
        Files.createSymbolicLink(root.resolve(".env.production"), Path.of("config/secrets.txt"));
        Files.createSymbolicLink(root.resolve(".env.loop"), Path.of("."));
        assertThat(covered(mounts(walls(".env*")))).contains("/p/config/secrets.txt")
                .doesNotContain("/p/.env.loop", "/p");
    }

    @Test
    void theHubsFoldersAreCoveredEvenInAWorkspace() throws IOException {
        write("state/token", "x");
        write(".claude/users/qa/workspace/state/token", "x");
        var inWorkspace = root.resolve(".claude/users/qa/workspace/state");
        assertThat(covered(mounts(walls(".env*", root.resolve("state"), inWorkspace, Path.of("/no/such")))))
                .contains("/p/state", "/p/.claude/users/qa/workspace/state");
    }

    @Test
    void nothingIsMountedBelowACover() throws IOException {
        write(".claude/agent-hub/state/token", "x");
        write("secret/.env", "x");
        assertThat(covered(mounts(walls(".env*,secret", root.resolve(".claude/agent-hub/state")))))
                .contains("/p/.claude/agent-hub", "/p/secret")
                .noneMatch(target -> target.startsWith("/p/.claude/agent-hub/") || target.startsWith("/p/secret/"));
    }

    @Test
    void filesThatAgentsNeedCannotBeHidden() throws IOException {
        write(".claude/agents/x.md", "x");
        assertThatThrownBy(() -> mounts(walls(".cla*"))).isInstanceOf(ProjectError.class)
                .hasMessageContaining(".claude would be hidden");
        write("docker/.mcp.json", "{}");
        write(".mcp.json", "{}");
        assertThat(mounts(walls(".mcp.json")).mounts())
                .contains(new Mount(Volume.PROJECT, Path.of("docker/.mcp.json"), "/p/.mcp.json", true));
    }

    @Test
    void theUsersFoldersCoverHasOnlyTheAgentsMountPoints() throws IOException {
        write(".claude/users/bu/container/.credentials.json", "x");
        mounts(walls(".env*"));
        var cover = folder.resolve("kept/users/qa");
        assertThat(cover.resolve("qa/workspace")).isDirectory();
        assertThat(cover.resolve("qa/inbox")).isDirectory();
        assertThat(cover.resolve("qa/container")).doesNotExist();
        assertThat(cover.resolve("bu")).doesNotExist();
    }

    @Test
    void aNonEmptyCoverIsRejected() throws IOException {
        mounts(walls(".env*"));
        Files.writeString(folder.resolve("kept/nothing/x"), "x");
        assertThatThrownBy(() -> mounts(walls(".env*"))).isInstanceOf(ProjectError.class)
                .hasMessageContaining("must stay empty");
    }

    @Test
    void anIncompleteSearchHasAWarning() throws IOException {
        for (var i = 0; i < 20; i++) {
            write("many/file" + i, "");
        }
        var found = new HiddenFiles(root, new HiddenNames(List.of(".env*")), 10).find(Set.of());
        assertThat(found.warning())
                .hasValueSatisfying(text -> assertThat(text).contains("too large", "after 11 files"));
    }

    @Test
    void aFileThatReplacesACoveredOneOrIsCreatedLaterIsExposed() throws IOException {
        write("sub/.env", "x");
        var walls = walls(".env*");
        var mounts = mounts(walls);
        assertThat(Walls.exposed(mounts, walls.findHidden())).isEmpty();
        write("sub/.env", "written in place: the cover holds");
        assertThat(Walls.exposed(mounts, walls.findHidden())).isEmpty();

        write("sub/new", "x");
        Files.move(root.resolve("sub/new"), root.resolve("sub/.env"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(root.resolve(".env"));
        write(".env", "created again, perhaps with the same inode number");
        write(".env.later", "x");
        assertThat(Walls.exposed(mounts, walls.findHidden()))
                .containsExactly(root.resolve(".env"), root.resolve(".env.later"),
                root.resolve("sub/.env"));
        assertThat(Walls.exposed(mounts(walls), walls.findHidden())).isEmpty();
    }

    @Test
    void aPatternMatchesInBoundedTime() {
        assertThat(Glob.matches(".env*", ".env")).isTrue();
        assertThat(Glob.matches("*.p?m", "a.b.pem")).isTrue();
        assertThat(Glob.matches("*.pem", "a.pem.txt")).isFalse();
        assertThat(Glob.matches("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(100_000))).isFalse();
    }
}
