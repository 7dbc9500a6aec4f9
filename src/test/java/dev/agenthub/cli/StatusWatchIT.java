package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import org.junit.jupiter.api.Test;

/** {@code agent-hub status --watch} in a real terminal. */
class StatusWatchIT {

    @Test
    void theDisplayFollowsTheAgentsAndContinuesWhileTheHubIsUnreachable() throws Exception {
        try (var hub = new RunningHub("lead", "qa").onFixedPort().startWithEngine();
                var window = new Tmux(100, 25, hub.access(), RunningHub.program() + " status --watch")) {
            window.awaitLine("qa +inactive.*");
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            window.awaitLine("qa +active.*");
            assertThat(window.screen().lines().filter(line -> line.startsWith("qa "))).as("lines of qa").hasSize(1);

            hub.kill();
            window.awaitText("No hub answers");
            hub.startWithEngine();
            window.awaitLine("qa +active.*");
            assertThat(window.screen()).doesNotContain("No hub answers");

            window.type("C-c");
            window.awaitText("ended-with-130");
            window.type("x".repeat(120));
            window.awaitText("x".repeat(100) + "\n" + "x".repeat(20));
        }
    }
}
