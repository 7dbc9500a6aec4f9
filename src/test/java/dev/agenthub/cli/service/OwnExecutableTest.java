package dev.agenthub.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnExecutableTest {

    @TempDir
    private Path folder;

    private Path version;
    private Path link;

    @BeforeEach
    void installBehindALink() throws IOException {
        version = Files.createFile(Files.createDirectories(folder.resolve("versions/1")).resolve("agent-hub"));
        link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("bin")).resolve("agent-hub"), version);
    }

    @Test
    void theLinkByWhichTheProgramWasInvokedIsKept() {
        var path = "/nowhere::relative:" + folder.resolve("bin");
        assertThat(OwnExecutable.executable("agent-hub", version, folder, path)).isEqualTo(link);
        assertThat(OwnExecutable.executable(link.toString(), version, folder, "")).isEqualTo(link);
        assertThat(OwnExecutable.executable("./bin/../bin/agent-hub", version, folder, "")).isEqualTo(link);
    }

    @Test
    void theRunningFileIsUsedIfTheNameIsADifferentFile() throws IOException {
        Files.createFile(folder.resolve("agent-hub"));
        assertThat(OwnExecutable.executable("./agent-hub", version, folder, "")).isEqualTo(version);
        var path = folder.resolve("bin").toString();
        assertThat(OwnExecutable.executable("another-name", version, folder, path)).isEqualTo(version);
        assertThat(OwnExecutable.executable("", version, folder, path)).isEqualTo(version);
    }

    @Test
    void onTheJvmTheCommandIsJavaWithAJar() {
        assertThat(OwnExecutable.ofThisProcess()).hasSize(3).element(1).isEqualTo("-jar");
        assertThat(Path.of(OwnExecutable.ofThisProcess().getFirst())).isExecutable();
    }
}
