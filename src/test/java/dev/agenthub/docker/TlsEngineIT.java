package dev.agenthub.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine over TCP with mutual TLS, like one on another machine. */
class TlsEngineIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private RunningHub hub(TlsProxy proxy, String certificates) {
        return new RunningHub("qa").set("DOCKER_HOST", proxy.address()).set("DOCKER_TLS_VERIFY", "1")
                .set("DOCKER_CERT_PATH", folder.resolve(certificates).toString());
    }

    @Test
    void anAgentAndItsTerminalWorkOverTls() throws Exception {
        try (var proxy = new TlsProxy(folder); var hub = hub(proxy, "client").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            hub.api().contentType("application/json").body(Map.of("data", "echo over-tls-$((6*7))", "enter", true))
                    .post("/api/agents/qa/input").then().statusCode(204);
            await("the output on the screen").atMost(TIMEOUT).until(() ->
                    hub.api().get("/api/agents/qa/screen").asString().contains("over-tls-42"));
        }
    }

    @Test
    void anEngineThatRejectsTheCertificateIsReportedAsUnreachable() throws Exception {
        try (var proxy = new TlsProxy(folder); var hub = hub(proxy, "stranger").start()) {
            await("the refusal to be reported").atMost(TIMEOUT).until(() ->
                    hub.status().engine().detail().contains(proxy.address()));
            assertThat(hub.status().engine().reachable()).isFalse();
        }
    }
}
