package dev.agenthub.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.RunningHub;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One hub for each project. */
class ProjectLockIT {

    @Test
    void aSecondHubSaysWhoRunsTheTeamAndTheNextAfterAKillStarts() throws Exception {
        try (var hub = new RunningHub("lead").start()) {
            var first = hub.pid();
            var second = hub.launchAnother();
            assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(hub.log()).contains("agent-hub: Another hub runs the team of " + hub.project() + ": process " + first + " at "
                    + hub.url() + ". End it with 'agent-hub stop'");
            hub.api().get("/api/status").then().statusCode(200);
            hub.kill();
            hub.start();
        }
    }
}
