package dev.agenthub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project has only one hub. */
class ProjectLockIT {

    @Test
    void aSecondHubIsRefusedAndAHubAfterAKillStarts() throws Exception {
        try (var hub = new RunningHub("lead").start()) {
            var first = hub.pid();
            var second = hub.launchAnother();
            assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(hub.log())
                    .contains("agent-hub: Another hub runs the team of " + hub.project() + ": process " + first + " at "
                    + hub.url() + ", with its state in " + hub.project().resolve("state"))
                    .contains("Stop it with 'agent-hub stop'");
            hub.api().get("/api/status").then().statusCode(200);
            hub.kill();
            hub.start();
        }
    }

    @Test
    void anotherStateFolderOrPathDoesNotCircumventTheLock(@TempDir Path elsewhere) throws Exception {
        try (var hub = new RunningHub("lead").start()) {
            var link = Files.createSymbolicLink(elsewhere.resolve("link"), hub.project());
            for (var project : List.of(hub.project(), link)) {
                var second = hub.launchAnother(Map.of("HUB_STATE_DIR", elsewhere.resolve("state").toString(),
                        "HUB_PROJECT_ROOT", project.toString()));
                assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(second.exitValue()).isEqualTo(1);
                assertThat(hub.log()).contains("agent-hub: Another hub runs the team of " + project + ": process "
                        + hub.pid() + " at " + hub.url());
            }
            assertThat(elsewhere.resolve("state/projects")).as("no second state of the project").doesNotExist();
        }
    }

    @Test
    void twoProjectsMayShareAStateFolder(@TempDir Path state) throws Exception {
        try (var one = new RunningHub("lead").start(); var two = new RunningHub("lead").start()) {
            var third = one.launchAnother(Map.of("HUB_STATE_DIR", two.project().resolve("state")
                    .toString(), "HUB_PROJECT_ROOT",
                    Files.createDirectories(state.resolve("third/.claude/agents")).getParent().getParent().toString()));
            await("it listens").atMost(Duration.ofSeconds(90))
                    .until(() -> one.log().contains("The hub of " + state.resolve("third") + " listens"));
            third.destroy();
            assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
