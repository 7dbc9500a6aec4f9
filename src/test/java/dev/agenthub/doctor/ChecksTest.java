package dev.agenthub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.doctor.Finding.Level;
import dev.agenthub.engine.EngineReport;
import dev.agenthub.engine.EngineReport.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the findings of single checks. */
class ChecksTest {

    private static final Limits ALL = new Limits(true, true, true);

    private static List<Finding> engine(String api, boolean rootless, Limits limits, Map<String, Boolean> images) {
        return EngineCheck.judge(new EngineReport("unix:///x", "27.0", api, rootless, limits, images, Optional.empty()), true);
    }

    private static Level level(List<Finding> findings, String check) {
        return findings.stream().filter(each -> each.check().equals(check)).map(Finding::level).max(Level::compareTo).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1.41,OK", "1.47,OK", "2.0,OK", "1.40,FAIL", "1.9,FAIL", "0,FAIL", "new,FAIL"})
    void anEngineMustBeNewEnough(String version, Level level) {
        assertThat(level(engine(version, false, ALL, Map.of()), "engine API")).isEqualTo(level);
    }

    @Test
    void anUnsupportedLimitIsNamed() {
        var found = engine("1.47", false, new Limits(true, false, false), Map.of());
        assertThat(found).anyMatch(each -> each.level() == Level.WARN && each.text().contains("processes, cpus"));
    }

    @Test
    void aNetworkThatMayNotIsolateAgentsIsReported() {
        var open = new EngineReport("unix:///x", "27.0", "1.47", false, ALL, Map.of(), Optional.of("Load br_netfilter."));
        var fine = new EngineReport("unix:///x", "27.0", "1.47", false, ALL, Map.of(), Optional.empty());
        assertThat(EngineCheck.network(fine, "isolated").level()).isEqualTo(Level.OK);
        assertThat(EngineCheck.network(fine, "bridge").level()).isEqualTo(Level.WARN);
        assertThat(EngineCheck.network(open, "isolated")).isEqualTo(Finding.warn("network",
                "The engine may not isolate agents from each other.", "Load br_netfilter."));
    }

    @Test
    void aRootlessEngineAndAMissingImageAreWarnings() {
        var found = engine("1.47", true, ALL, Map.of("there", true, "missing", false));
        assertThat(level(found, "rootless")).isEqualTo(Level.WARN);
        assertThat(found).anyMatch(each -> each.level() == Level.WARN && each.text().startsWith("missing "));
        assertThat(found).contains(Finding.ok("image", "there"));
    }

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
    void everyProblemHasACure() {
        var found = engine("1.0", true, new Limits(false, false, false), Map.of("missing", false));
        assertThat(found).allMatch(each -> each.level() == Level.OK || !each.cure().isBlank());
    }
}
