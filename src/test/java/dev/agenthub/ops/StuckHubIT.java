package dev.agenthub.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;

import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A hub that cannot do its work says so, and ends all the same when it is told to; one that was held up as a whole is not taken for such. */
class StuckHubIT {

    private static final int HALTED = 70;
    /** The bound of a part, and a round or two. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(60);
    /** The grace of tests, a second, and what the end takes besides. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(34);

    /** A pipe that nobody reads, where the hub saves what must survive it: as a disk that hangs, it never lets go of who opens it. */
    @Test
    void aHubWhoseVirtualThreadsAreStuckIsUnwellAndIsHaltedWhenItsEndIsStuckToo() throws Exception {
        try (var hub = new RunningHub("lead").onOneProcessor().startWithEngine()) {
            hub.stranger().get("/api/health").then().statusCode(200);
            try (var projects = Files.list(hub.project().resolve("state/projects"))) {
                var saved = projects.findFirst().orElseThrow().resolve("state.json.new");
                assertThat(new ProcessBuilder("mkfifo", saved.toString()).start().waitFor()).isZero();
            }
            hub.api().contentType("application/json").body("{\"launch\":\"auto\"}").put("/api/agents/lead/policy").then().statusCode(200);

            await("it is unwell").atMost(NOTICED_WITHIN).until(() -> hub.stranger().get("/api/health").statusCode() == 503);
            hub.stranger().get("/api/health").then().contentType("application/problem+json")
                    .body("detail", matchesPattern("The hub cannot do its work: .* has not moved for \\d+ s\\."));
            hub.api().get("/q/health/live").then().statusCode(503).body(containsString("cannot do its work"));

            hub.signal("TERM");
            assertThat(hub.awaitEnd(ENDS_WITHIN)).isEqualTo(HALTED);
            assertThat(hub.log()).contains("The hub was told to end 31 s ago and is stuck, so its process ends now.");
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
