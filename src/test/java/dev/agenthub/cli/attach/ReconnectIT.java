package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import dev.agenthub.agent.AgentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reconnection of {@code attach}, and the state of the user's terminal afterwards. */
class ReconnectIT {

    @TempDir
    private Path folder;

    private RunningHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RunningHub("lead", "qa").onFixedPort().startWithEngine();
        hub.api().post("/api/agents/qa/start").then().statusCode(200);
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    /** Attaches, and afterwards prints {@code same-modes} if the terminal's modes are restored. */
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
        return new Tmux(100, 30, hub.access(), "sh " + script);
    }

    @Test
    void attachReportsAKilledHubAndReconnects() throws Exception {
        try (var window = attach()) {
            window.awaitText("pipe-dream");
            hub.kill();
            window.awaitText("Connection to the hub lost");
            hub.startWithEngine();
            hub.awaitState("qa", AgentState.ACTIVE);
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
    void aSignalRestoresTheTerminal() throws Exception {
        try (var window = attach()) {
            window.awaitText("pipe-dream");
            var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
            window.awaitText("same-modes");
            window.awaitText("ended-with-143");
        }
    }
}
