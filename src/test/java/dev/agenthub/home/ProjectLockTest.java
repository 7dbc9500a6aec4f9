package dev.agenthub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the lock file, also with other kinds of files in its place. */
@Timeout(30)
class ProjectLockTest {

    @TempDir
    Path folder;

    private Path project;
    private Path state;
    private Path own;

    @BeforeEach
    void aProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        state = folder.resolve("state/projects/p");
        own = project.resolve(".claude/agent-hub");
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> ProjectLock.take(project, state)).isInstanceOf(ProjectLock.Refused.class).hasNoCause()
                .hasMessageContainingAll(words);
    }

    @Test
    void theLockFolderIsPrivateAndIgnoredByGit() throws IOException {
        Files.createDirectories(own);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var lock = ProjectLock.take(project, state)) {
            lock.listensAt(URI.create("http://127.0.0.1:9000"));
            assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(own.resolve(".gitignore")).hasContent("*");
            refused("Another hub runs the team of " + project + ": process " + ProcessHandle.current().pid()
                    + " at http://127.0.0.1:9000",
                    "with its state in " + state);
        }
        ProjectLock.take(project, state).close();
    }

    @Test
    void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
        var precious = Files.writeString(folder.resolve("precious"), "not to be changed");
        Files.createDirectories(own);
        Files.createSymbolicLink(own.resolve("lock"), precious);
        refused("The hub cannot lock " + own.resolve("lock"), "symbolic link");
        assertThat(precious).hasContent("not to be changed");
    }

    @Test
    void aLinkInPlaceOfTheFolderIsNotFollowed() throws IOException {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(own.getParent());
        Files.createSymbolicLink(own, elsewhere);
        refused("The hub cannot lock " + own.resolve("lock"), "symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aPipeInPlaceOfTheFileDoesNotBlock() throws Exception {
        Files.createDirectories(own);
        assertThat(new ProcessBuilder("mkfifo", own.resolve("lock").toString()).start().waitFor()).isZero();
        refused("The hub cannot lock " + own.resolve("lock"), "it is not a regular file; remove it");
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectories(own.resolve("lock"));
        refused("The hub cannot lock " + own.resolve("lock"), "Is a directory");
    }

    @Test
    void aReadOnlyProjectIsRefused() {
        project = Path.of("/proc/self");
        refused("The hub cannot lock /proc/self/.claude/agent-hub/lock",
                "The folder must be writable, on a file system that supports locks.");
    }

    @Test
    void aStateFolderInUseIsRefusedAndTheProjectLockIsReleased() throws IOException {
        var other = Files.createDirectories(folder.resolve("other"));
        try (var lock = ProjectLock.take(other, state)) {
            assertThat(lock).isNotNull();
            refused("Another hub uses the state folder " + state, "another HUB_STATE_DIR");
        }
        ProjectLock.take(project, state).close();
    }
}
