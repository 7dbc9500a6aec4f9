package dev.agenthub.hub;

import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.PolicyJson;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose wall clock jumps by hours ({@code moved-clock.c}), as after a sleep or when the clock is set back. */
class ClockIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws Exception {
        var compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", folder.resolve("moved-clock.so").toString(),
                "src/test/resources/moved-clock.c").redirectErrorStream(true).start();
        var output = new String(compiler.getInputStream().readAllBytes());
        assertThat(compiler.waitFor()).as(output).isZero();
        moved(Duration.ZERO);
    }

    private void moved(Duration by) throws IOException {
        var next = Files.writeString(folder.resolve("next"), Long.toString(by.toSeconds()));
        Files.move(next, folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitExplained(RunningHub hub, String pattern) {
        await(pattern).atMost(TIMEOUT)
                .until(() -> hub.api().get("/api/agents/lead/explain").jsonPath().getString("summary")
                .matches(pattern));
    }

    private static void awaitLog(RunningHub hub, String words) {
        await(words).atMost(TIMEOUT).until(() -> hub.log().contains(words));
    }

    @Test
    void aClockJumpNeitherStopsAnIdleAgentEarlyNorDelaysIt() throws Exception {
        try (var hub = new RunningHub("lead").set("LD_PRELOAD", folder.resolve("moved-clock.so").toString())
                .set("MOVED_CLOCK", folder.resolve("moved").toString()).startWithEngine()) {
            hub.api(new PolicyJson(LaunchPolicy.MANUAL, ShutdownPolicy.IDLE, 30)).put("/api/agents/lead/policy")
                    .then().statusCode(200);
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            awaitExplained(hub, "stops in 30 min: idle, last activity \\d+ s ago by output");

            moved(Duration.ofHours(3));
            awaitLog(hub, "The clock jumped forward by");
            awaitExplained(hub, "stops in 30 min: idle, last activity \\d+ s ago by clock");
            assertThat(hub.agent("lead").state()).isEqualTo(AgentState.ACTIVE);

            moved(Duration.ofHours(-5));
            awaitLog(hub, "The clock jumped back by");
            awaitExplained(hub, "stops in 30 min: idle.*");
            hub.api(task("fix.md", "# fix it")).post("/api/agents/lead/tasks").then().statusCode(201);
            awaitLog(hub, "Notified lead of [fix.md]");
        }
    }
}
