package dev.agenthub.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;

import dev.agenthub.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that cannot do its work says so, and ends all the same when it is told to; one that was held up as a whole is not taken for such. */
class StuckHubIT {

    private static final int HALTED = 70;
    /** The bound of a part, and a round or two. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(60);
    /** The grace of tests, a second, and what the end takes besides. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(34);

    @TempDir
    Path folder;

    private Process stopper;

    /** Each carrier of virtual threads is stopped ({@code stopped-threads.c}), as by a disk that never answers. */
    @Test
    void aHubWhoseVirtualThreadsAreStuckIsUnwellAndIsHaltedWhenItsEndIsStuckToo() throws Exception {
        try (var hub = new RunningHub("lead").startWithEngine()) {
            hub.stranger().get("/api/health").then().statusCode(200);
            // The kernel keeps the first letters of ForkJoinPool-1-worker-1 for a JVM, and the last for a native executable.
            stopThreads(hub, "Pool-");

            await("it is unwell").atMost(NOTICED_WITHIN).until(() -> hub.stranger().get("/api/health").statusCode() == 503);
            hub.stranger().get("/api/health").then().contentType("application/problem+json")
                    .body("detail", matchesPattern("The hub cannot do its work: .* has not moved for \\d+ s\\."));
            hub.api().get("/q/health/live").then().statusCode(503).body(containsString("cannot do its work"));

            hub.signal("TERM");
            await("it halts itself").atMost(ENDS_WITHIN)
                    .until(() -> hub.log().contains("The hub was told to end 31 s ago and is stuck, so its process ends now."));
            // The kernel keeps a process that has ended as long as somebody holds threads of it.
            letThemGoOn();
            assertThat(hub.awaitEnd(ENDS_WITHIN)).isEqualTo(HALTED);
        }
    }

    /** They go on only when this process has ended. */
    private void stopThreads(RunningHub hub, String name) throws Exception {
        var program = folder.resolve("stopped-threads").toString();
        var compiler = new ProcessBuilder("gcc", "-o", program, "src/test/resources/stopped-threads.c").redirectErrorStream(true).start();
        var said = new String(compiler.getInputStream().readAllBytes());
        assertThat(compiler.waitFor()).as(said).isZero();
        stopper = new ProcessBuilder(program, Long.toString(hub.pid()), name).redirectErrorStream(true).start();
        assertThat(stopper.inputReader().readLine()).as("how many threads are stopped").matches("[1-9]\\d*");
    }

    @AfterEach
    void letThemGoOn() {
        if (stopper != null) {
            stopper.destroy();
        }
    }

    @Test
    void aHubThatWasStoppedForLongerThanAnyBoundGoesOnAsIfNothingHadBeen() throws Exception {
        try (var hub = new RunningHub("lead").startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            hub.signal("STOP");
            var stopped = System.nanoTime();
            await("longer than the bound").atMost(NOTICED_WITHIN).until(() -> System.nanoTime() - stopped > Duration.ofSeconds(40).toNanos());
            hub.signal("CONT");
            await("it stays well").during(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(14)).pollInterval(Duration.ofMillis(250))
                    .until(() -> hub.stranger().get("/api/health").statusCode() == 200 && hub.status().at("/engine/reachable").asBoolean());
            assertThat(hub.log()).doesNotContain("no sign of life");
            assertThat(hub.agent("lead").get("state").asText()).isEqualTo("active");
        }
    }
}
