package dev.agenthub.recording;

import static dev.agenthub.api.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Recordings of real agents can be listed, downloaded and played. */
class RecordingsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static String newest(RunningHub hub, String field) {
        return hub.api().get("/api/agents/qa/recordings").then().statusCode(200).extract().path("[0]." + field)
                .toString();
    }

    private static Playback download(RunningHub hub, String name) {
        var answer = hub.api().get("/api/agents/qa/recordings/" + name).then().statusCode(200).extract();
        assertThat(answer.contentType()).startsWith("application/x-asciicast");
        assertThat(answer.header("Content-Disposition")).contains("qa-" + name);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.asByteArray().length));
        return Playback.of(answer.asString());
    }

    @Test
    void aSessionCanBeDownloadedWhileItRunsAndAfterItsEnd() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            hub.api(line("echo so-$((6*7))")).post("/api/agents/qa/input").then().statusCode(204);
            await("it is recorded").atMost(TIMEOUT)
                    .until(() -> !hub.api().get("/api/agents/qa/recordings").path("size()").equals(0)
                    && download(hub, newest(hub, "name")).screen().toText().contains("so-42"));
            assertThat(newest(hub, "running")).isEqualTo("true");

            hub.api(line("exit 3")).post("/api/agents/qa/input");
            await("its end is recorded").atMost(TIMEOUT).until(() -> newest(hub, "running").equals("false"));
            var played = download(hub, newest(hub, "name"));
            assertThat(played.events.getLast()).extracting(Playback.Event::code, Playback.Event::data)
                    .containsExactly("x", "3");
            assertThat(played.all("i")).isEmpty();

            var files = hub.project().resolve("state/projects");
            try (var below = Files.walk(files)) {
                var file = below.filter(path -> path.toString().endsWith(".cast")).findFirst().orElseThrow();
                assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void anAdoptingHubStartsARecordingWithTheScreen() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.type("qa", "echo before-$((6*7))\r").awaitOutput("before-42");
            }
            hub.kill();
            hub.startWithEngine();
            hub.awaitState("qa", AgentState.ACTIVE);
            await("it is recorded again").atMost(TIMEOUT).until(() -> newest(hub, "running").equals("true")
                    && download(hub, newest(hub, "name")).all("o").getFirst().contains("before-42"));
            assertThat(hub.api().get("/api/agents/qa/recordings").then().extract().<Integer>path("size()"))
                    .isEqualTo(2);
        }
    }

    @Test
    void anInvalidNameIsNotFoundAndOtherFilesAreOutOfReach() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            for (var name : new String[] {"20260102T030405.006Z.cast", "..%2f..%2fstate.json", "state.json", "x"}) {
                hub.api().urlEncodingEnabled(false).get("/api/agents/qa/recordings/" + name).then().statusCode(404)
                        .contentType("application/problem+json");
            }
            hub.api().get("/api/agents/nobody/recordings").then().statusCode(404);
            hub.anonymous().get("/api/agents/qa/recordings").then().statusCode(401);
        }
    }

    @Test
    void nothingIsRecordedIfRecordingsAreOff() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_RECORDINGS", "false").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            hub.api().post("/api/agents/qa/stop").then().statusCode(200);
            assertThat(hub.api().get("/api/agents/qa/recordings").then().statusCode(200).extract()
                    .<Integer>path("size()")).isZero();
        }
    }
}
