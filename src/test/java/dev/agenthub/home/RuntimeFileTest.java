package dev.agenthub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFileTest {

    private static final RuntimeFile HUB =
            new RuntimeFile(URI.create("http://127.0.0.1:9000"), ProcessHandle.current()
            .pid(), Path.of("/projects/sketch"));

    @TempDir
    private Path folder;

    @Test
    void isReadAsWritten() throws IOException {
        var file = folder.resolve("new/hub.json");
        HUB.write(file);
        assertThat(RuntimeFile.read(file)).contains(HUB);
        assertThat(Files.readString(file)).contains("\"project_root\":\"/projects/sketch\"");
    }

    @Test
    void onlyTheOwnerHasAccess() throws IOException {
        var file = folder.resolve("new/hub.json");
        HUB.write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void replacesAnExistingFileAndLeavesNoOtherFile() throws IOException {
        var file = folder.resolve("hub.json");
        new RuntimeFile(URI.create("http://127.0.0.1:1"), 1, Path.of("/")).write(file);
        HUB.write(file);
        assertThat(RuntimeFile.read(file)).contains(HUB);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileAccessibleToOthersIsIgnored() throws IOException {
        var file = folder.resolve("hub.json");
        HUB.write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(RuntimeFile.read(file)).isEmpty();
    }

    @Test
    void aMissingOrCorruptedFileReadsAsEmpty() throws IOException {
        var file = folder.resolve("hub.json");
        assertThat(RuntimeFile.read(file)).isEmpty();
        HUB.write(file);
        for (var damaged : new String[] {"", "{", "[]", "{\"url\":\"x\",\"pid\":1}",
                "{\"url\":\"http://h:1\",\"pid\":-1}"}) {
            Files.writeString(file, damaged);
            assertThat(RuntimeFile.read(file)).as(damaged).isEmpty();
        }
    }

    @Test
    void removesOnlyItsOwnFile() throws IOException {
        var file = folder.resolve("hub.json");
        var other = new RuntimeFile(HUB.url(), HUB.pid() + 1, HUB.projectRoot());
        other.write(file);
        HUB.remove(file);
        assertThat(file).exists();
        other.remove(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void aProcessStartedAfterTheFileIsNotTheHub() throws IOException {
        var file = folder.resolve("hub.json");
        HUB.write(file);
        assertThat(HUB.process(file)).isPresent();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(864_000)));
        assertThat(HUB.process(file)).isEmpty();
    }

    @Test
    void rejectsInvalidValues() {
        assertThatThrownBy(() -> new RuntimeFile(HUB.url(), 0, HUB.projectRoot())).hasMessageContaining("pid");
        assertThatThrownBy(() -> new RuntimeFile(URI.create("/x"), 1, HUB.projectRoot())).hasMessageContaining("url");
    }

    @Test
    void aZombieIsNotARunningHub() throws IOException {
        // The parent becomes sleep, which never reaps its child.
        var parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec sleep 60").start();
        try (var output = parent.inputReader()) {
            long pid = Long.parseLong(output.readLine());
            var file = folder.resolve("hub.json");
            var hub = new RuntimeFile(URI.create("http://127.0.0.1:9000"), pid, Path.of("/"));
            hub.write(file);
            await().untilAsserted(() -> assertThat(Files.readString(Path.of("/proc/" + pid + "/stat")))
                    .contains(") Z "));
            assertThat(hub.process(file)).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}
