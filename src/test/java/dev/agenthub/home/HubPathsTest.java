package dev.agenthub.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubPathsTest {

    private static final Path HOME = Path.of("/home/ada");
    private static final Path HERE = Path.of("/projects/sketch");

    @Test
    void withoutVariablesEverythingIsBelowTheHomeFolder() {
        var paths = HubPaths.of(Map.of(), HOME, HERE);
        assertThat(paths.token()).isEqualTo(Path.of("/home/ada/.local/state/agent-hub/token"));
        assertThat(paths.runtimeFile()).isEqualTo(Path.of("/home/ada/.local/state/agent-hub/hub.json"));
    }

    @Test
    void xdgVariablesAreHonoured() {
        var paths = HubPaths.of(
                Map.of("XDG_STATE_HOME", "/state", "XDG_RUNTIME_DIR", "/run/user/7"), HOME, HERE);
        assertThat(paths.stateDir()).isEqualTo(Path.of("/state/agent-hub"));
        assertThat(paths.runtimeFile()).isEqualTo(Path.of("/run/user/7/agent-hub/hub.json"));
    }

    @Test
    void relativeAndEmptyXdgVariablesAreIgnored() {
        var paths = HubPaths.of(Map.of("XDG_STATE_HOME", "state", "XDG_RUNTIME_DIR", " "), HOME, HERE);
        assertThat(paths).isEqualTo(HubPaths.of(Map.of(), HOME, HERE));
    }

    @Test
    void aConfiguredStateDirectoryHoldsTheRuntimeFileToo() {
        var paths = HubPaths.of(
                Map.of("HUB_STATE_DIR", "./.hub", "XDG_RUNTIME_DIR", "/run/user/7"), HOME, HERE);
        assertThat(paths.stateDir()).isEqualTo(Path.of("/projects/sketch/.hub"));
        assertThat(paths.runtimeFile()).isEqualTo(Path.of("/projects/sketch/.hub/hub.json"));
    }
}
