package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attached terminal lives through, and how it leaves the person's own. */
class ReconnectIT {

    @TempDir
    private Path folder;

    private RunningHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RunningHub("lead", "qa").onOnePort().startWithEngine();
        hub.api().post("/api/agents/qa/start").then().statusCode(200);
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    /** Attaches, and says afterwards whether the terminal's modes are as they were. */
    private Tmux attach() throws Exception {
        var script = folder.resolve("attach.sh");
        Files.writeString(script, """
                stty -g >%1$s/before
                sh -c 'echo $$ >%1$s/pid; exec %2$s attach qa'
                code=$?
                stty -g >%1$s/after
                cmp %1$s/before %1$s/after && echo same-modes
                exit $code
                """.formatted(folder, RunningHub.program()));
        return new Tmux(100, 30, Map.of("HUB_STATE_DIR", hub.project().resolve("state").toString(), "HUB_TOKEN", RunningHub.TOKEN),
                "sh " + script);
    }

    @Test
    void aKilledHubIsWaitedForAndSaidSoAndTheTerminalGoesOn() throws Exception {
        try (var window = attach()) {
            window.awaitText("pipe-dream");
            hub.kill();
            window.awaitText("The connection to the hub is lost");
            hub.startWithEngine();
            hub.awaitState("qa", "active");
            await("typing works again").atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(2)).until(() -> {
                window.type("echo again-$((6*7))", "Enter");
                return window.screen().contains("again-42");
            });
            window.type("C-p", "C-q");
            window.awaitText("same-modes");
            window.awaitText("ended-with-0");
        }
    }

    @Test
    void aSignalLeavesTheTerminalAsItWas() throws Exception {
        try (var window = attach()) {
            window.awaitText("pipe-dream");
            var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
            window.awaitText("same-modes");
            window.awaitText("ended-with-143");
        }
    }
}
