package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.agenthub.RunningHub;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The disk with the hub's state is full: {@code /dev/full} takes nothing. */
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static void launch(RunningHub hub, String policy) {
        hub.api().contentType(ContentType.JSON).body("{\"launch\":\"" + policy + "\"}").put("/api/agents/lead/policy").then().statusCode(200);
    }

    private static Path state(RunningHub hub) throws IOException {
        try (var files = Files.walk(hub.project().resolve("state"))) {
            return files.filter(file -> file.endsWith("state.json")).findFirst().orElseThrow();
        }
    }

    @Test
    void aPolicyHoldsAllTheSameTheLossIsToldAndItIsSavedWhenThereIsRoom() throws Exception {
        try (var hub = new RunningHub("lead").start()) {
            launch(hub, "auto");
            var state = await("the first policy is saved").atMost(PATIENCE).ignoreExceptions().until(() -> state(hub), Files::exists);
            var beside = state.resolveSibling("state.json.new");
            Files.createSymbolicLink(beside, Path.of("/dev/full"));
            try (var viewer = hub.viewer().subscribe("lead")) {
                // From now on the hub knows this client, so it is told.
                viewer.next("subscribed");
                launch(hub, "manual");
                assertThat(viewer.next("hub_troubled").get("message").asText()).contains("No space left on device", "Make room there");
            }
            hub.api().get("/api/agents/lead/policy").then().body("launch", equalTo("manual"));
            assertThat(hub.log()).contains("what changed of lead is lost if the hub ends now");

            Files.delete(beside);
            await("it is saved").atMost(PATIENCE).until(() -> hub.log().contains("is written again"));
            hub.kill();
            hub.start().api().get("/api/agents/lead/policy").then().body("launch", equalTo("manual"));
        }
    }
}
