package dev.agenthub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.doctor.Finding.Level;
import dev.agenthub.engine.EngineFinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the findings of single checks. */
class ChecksTest {

    @ParameterizedTest
    @CsvSource({"50,FAIL", "500,WARN", "5000,OK"})
    void lowDiskSpaceIsReported(long mebi, Level level) {
        assertThat(DiskCheck.judge(Path.of("/"), mebi << 20).level()).isEqualTo(level);
    }

    @Test
    void aKernelLimitIsReadCompletely() throws Exception {
        var file = Path.of("/proc/sys/fs/inotify/max_user_watches");
        var expected = new String(new ProcessBuilder("cat", file.toString()).start().getInputStream().readAllBytes())
                .strip();
        assertThat(InotifyCheck.judge(file, 1).text()).endsWith(" is " + expected);
    }

    @Test
    void theEnginesFindingsAreThoseOfTheDoctor() {
        assertThat(EngineCheck.findings(List.of(EngineFinding.ok("engine", "fine"),
                EngineFinding.warn("image", "missing", "pull it"),
                EngineFinding.fail("engine API", "too old", "update it"))))
                .containsExactly(Finding.ok("engine", "fine"), Finding.warn("image", "missing", "pull it"),
                        Finding.fail("engine API", "too old", "update it"));
    }
}
