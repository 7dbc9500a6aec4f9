package dev.agenthub.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stuck hub is reported as unhealthy and can still be stopped; a suspended process does not count as stuck. */
class StuckHubIT {

    private static final int HALTED = 70;
    /** The heartbeat timeout, and a round or two. */
    private static final Duration DETECTION_TIMEOUT = Duration.ofSeconds(60);
    /** The stop grace of tests, 1 s, and the margin of the guard. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(34);

    @TempDir
    Path folder;

    private Process stopper;

    /** {@code stopped-threads.c} stops every carrier of virtual threads, as a hanging disk would. */
    @Test
    void aHubWithStuckVirtualThreadsIsUnhealthyAndIsHaltedOnShutdown() throws Exception {
        try (var hub = new RunningHub("lead").startWithEngine()) {
            hub.anonymous().get("/api/health").then().statusCode(200);
            // The thread name ForkJoinPool-1-worker-1 is cut at its end on a JVM and at its start in a native
            // executable.
            stopThreads(hub, "Pool-");

            await("it is unhealthy").atMost(DETECTION_TIMEOUT)
                    .until(() -> hub.anonymous().get("/api/health").statusCode() == 503);
            hub.anonymous().get("/api/health").then().contentType("application/problem+json")
                    .body("detail", matchesPattern("The hub is stuck: .* has not responded for \\d+ s\\."));
            hub.api().get("/q/health/live").then().statusCode(503).body(containsString("The hub is stuck"));

            hub.signal("TERM");
            await("the guard halts it").atMost(SHUTDOWN_TIMEOUT)
                    .until(() -> hub.log().contains("Shutdown did not finish within 31 s, so the process is halted."));
            // A process whose threads are traced is not reaped.
            resumeThreads();
            assertThat(hub.awaitEnd(SHUTDOWN_TIMEOUT)).isEqualTo(HALTED);
        }
    }

    /** The threads resume when the stopper process exits. */
    private void stopThreads(RunningHub hub, String name) throws Exception {
        var program = folder.resolve("stopped-threads").toString();
        var compiler = new ProcessBuilder("gcc", "-o", program, "src/test/resources/stopped-threads.c")
                .redirectErrorStream(true).start();
        var output = new String(compiler.getInputStream().readAllBytes());
        assertThat(compiler.waitFor()).as(output).isZero();
        stopper = new ProcessBuilder(program, Long.toString(hub.pid()), name).redirectErrorStream(true).start();
        assertThat(stopper.inputReader().readLine()).as("how many threads are stopped").matches("[1-9]\\d*");
    }

    @AfterEach
    void resumeThreads() {
        if (stopper != null) {
            stopper.destroy();
        }
    }

    @Test
    void aHubSuspendedForLongerThanTheTimeoutStaysHealthy() throws Exception {
        try (var hub = new RunningHub("lead").startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            hub.signal("STOP");
            var stopped = System.nanoTime();
            await("longer than the timeout").atMost(DETECTION_TIMEOUT)
                    .until(() -> System.nanoTime() - stopped > Duration.ofSeconds(40).toNanos());
            hub.signal("CONT");
            await("it stays healthy").during(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(14))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> hub.anonymous().get("/api/health").statusCode() == 200
                            && hub.status().engine().reachable());
            assertThat(hub.log()).doesNotContain("has not responded to pings");
            assertThat(hub.agent("lead").state()).isEqualTo(AgentState.ACTIVE);
        }
    }
}
