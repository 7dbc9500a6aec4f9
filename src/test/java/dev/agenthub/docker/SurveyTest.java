package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DockerClientConfig;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineFinding.Severity;
import dev.agenthub.engine.EngineNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The findings about an engine. */
class SurveyTest {

    private static Info info(String json) throws JsonProcessingException {
        return DockerClientConfig.getDefaultObjectMapper().readValue(json, Info.class);
    }

    @ParameterizedTest
    @CsvSource({"1.41,OK", "1.47,OK", "2.0,OK", "1.40,FAIL", "1.9,FAIL", "0,FAIL", "new,FAIL"})
    void anEngineMustBeNewEnough(String version, Severity level) {
        assertThat(Survey.api(version).level()).isEqualTo(level);
    }

    @Test
    void anUnsupportedLimitIsNamed() throws Exception {
        var poor = info("{\"MemoryLimit\":true,\"PidsLimit\":false,\"CpuCfsQuota\":false}");
        assertThat(Survey.limits(poor, true).text()).contains("processes, cpus");
        assertThat(Survey.limits(poor, false).text()).contains("processes:");
        var rich = info("{\"MemoryLimit\":true,\"PidsLimit\":true,\"CpuCfsQuota\":true}");
        assertThat(Survey.limits(rich, true).level()).isEqualTo(Severity.OK);
    }

    @Test
    void aRootlessEngineAndAMissingImageAreWarnings() throws Exception {
        assertThat(Survey.rootless(info("{\"SecurityOptions\":[\"name=seccomp\",\"name=rootless\"]}")).level())
                .isEqualTo(Severity.WARN);
        assertThat(Survey.rootless(info("{}")).level()).isEqualTo(Severity.OK);
        assertThat(Survey.image("missing", false).level()).isEqualTo(Severity.WARN);
        assertThat(Survey.image("there", true)).isEqualTo(EngineFinding.ok("image", "there"));
    }

    @Test
    void theSocketThatTheHubUsesIsExamined(@TempDir Path folder) throws IOException {
        var socket = Files.createFile(folder.resolve("docker.sock"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        var host = DockerHost.of("unix://" + socket);
        assertThat(SocketAccess.examine(host)).hasValueSatisfying(finding -> {
            assertThat(finding.level()).isEqualTo(Severity.WARN);
            assertThat(finding.text()).contains("become root", socket.toString());
        });
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(SocketAccess.examine(host)).hasValueSatisfying(finding ->
                assertThat(finding.level()).isEqualTo(Severity.OK));
        assertThat(SocketAccess.examine(DockerHost.of("unix://" + folder.resolve("none")))).isEmpty();
        assertThat(SocketAccess.examine(DockerHost.of("tcp://127.0.0.1:1"))).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsAFindingNotAFailure(@TempDir Path folder) {
        try (var engine = EngineAbsentTest.engine("unix://" + folder.resolve("none"))) {
            var found = engine.examine(new EngineNeeds(Set.of("image"), true, true)).await().indefinitely();
            assertThat(found).singleElement().satisfies(finding -> {
                assertThat(finding.level()).isEqualTo(Severity.FAIL);
                assertThat(finding.text()).contains("No Docker Engine answers");
                assertThat(finding.cure()).contains("DOCKER_HOST");
            });
        }
    }
}
