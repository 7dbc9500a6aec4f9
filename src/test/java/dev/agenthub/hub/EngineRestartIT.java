package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.docker.EngineFixture;
import dev.agenthub.docker.OwnEngine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The engine is killed and restarted. */
class EngineRestartIT {

    private static void awaitReachable(RunningHub hub, boolean reachable) {
        await("the engine is " + (reachable ? "reachable" : "unreachable")).atMost(Duration.ofSeconds(60))
                .until(() -> hub.status().at("/engine/reachable").asBoolean() == reachable);
    }

    @Test
    void agentsThatOutliveTheirEngineAreAdoptedWithTheirOutputMeanwhile() throws Exception {
        try (var image = new EngineFixture(); var engine = new OwnEngine("--live-restore"); var hub = new RunningHub("lead")) {
            hub.set("DOCKER_HOST", engine.host().toString()).startWithEngine();
            var container = hub.api().post("/api/agents/lead/start").then().statusCode(200).extract().<String>path("container_id");
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.type("lead", "mark=kept; echo before-$((5*5)); for i in 1 2 3 4 5 6 7 8; do sleep 1; echo meanwhile-$i; done\r")
                        .awaitOutput("before-25");
                engine.kill();
                awaitReachable(hub, false);
                assertThat(hub.agent("lead").get("state").asText()).isNotIn("inactive", "error");

                engine.start();
                awaitReachable(hub, true);
                hub.awaitState("lead", "active");
                assertThat(hub.agent("lead").get("container_id").asText()).isEqualTo(container);
                viewer.awaitOutput("meanwhile-8");
                viewer.type("lead", "echo after-$mark\r").awaitOutput("after-kept");
            }
        }
    }

    @Test
    void agentsThatDieWithTheirEngineAreReportedAndAnAlwaysOnAgentRestarts() throws Exception {
        try (var image = new EngineFixture(); var engine = new OwnEngine(); var hub = new RunningHub("lead", "qa")) {
            hub.set("DOCKER_HOST", engine.host().toString()).set("HUB_ORCHESTRATOR_POLICY", "always").startWithEngine();
            hub.awaitState("lead", "active");
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            engine.kill();
            awaitReachable(hub, false);
            // Their containers are dead, which the hub learns only once the engine is back.
            assertThat(hub.agent("qa").get("reason").asText()).contains("running; as last known at ", "the engine does not answer");
            assertThat(hub.agent("qa").get("unconfirmed_since").isNull()).isFalse();
            assertThat(hub.run("status").out()).contains("running; as last known at ");

            engine.start();
            awaitReachable(hub, true);
            hub.awaitState("lead", "active");
            hub.awaitState("qa", "error");
            await("its state is confirmed").atMost(Duration.ofSeconds(30))
                    .until(() -> hub.agent("qa").get("unconfirmed_since").isNull());
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
        }
    }
}
