package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine on another machine, as far as the hub can tell: TCP, TLS, certificates on both sides. */
class TlsEngineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private RunningHub hub(TlsDoor door, String certificates) {
        return new RunningHub("qa").set("DOCKER_HOST", door.address()).set("DOCKER_TLS_VERIFY", "1")
                .set("DOCKER_CERT_PATH", folder.resolve(certificates).toString());
    }

    @Test
    void anAgentRunsAndItsTerminalIsUsedOverTls() throws Exception {
        try (var door = new TlsDoor(folder); var hub = hub(door, "client").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            hub.api().contentType("application/json").body(Map.of("data", "echo over-tls-$((6*7))", "enter", true))
                    .post("/api/agents/qa/input").then().statusCode(204);
            await("the answer is on the screen").atMost(PATIENCE).until(() ->
                    hub.api().get("/api/agents/qa/screen").asString().contains("over-tls-42"));
        }
    }

    @Test
    void anEngineThatDoesNotKnowTheCertificateIsToldAsUnreachable() throws Exception {
        try (var door = new TlsDoor(folder); var hub = hub(door, "stranger").start()) {
            await("the refusal is told").atMost(PATIENCE).until(() ->
                    hub.status().at("/engine/detail").asText().contains(door.address()));
            assertThat(hub.status().at("/engine/reachable").asBoolean()).isFalse();
        }
    }
}
