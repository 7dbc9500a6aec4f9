package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.docker.EngineFixture;
import dev.agenthub.docker.OwnEngine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The engine is killed and restarted. */
class EngineRestartIT {

    private static void awaitReachable(RunningHub hub, boolean reachable) {
        await("the engine is " + (reachable ? "reachable" : "unreachable")).atMost(Duration.ofSeconds(60))
                .until(() -> hub.status().engine().reachable() == reachable);
    }

    @Test
    void agentsThatOutliveTheirEngineAreAdoptedWithTheirOutputMeanwhile() throws Exception {
        try (var _ = new EngineFixture(); var engine = new OwnEngine("--live-restore");
                var hub = new RunningHub("lead")) {
            hub.set("DOCKER_HOST", engine.host().toString()).startWithEngine();
            var container = hub.api().post("/api/agents/lead/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.type("lead", "mark=kept; echo before-$((5*5)); "
                        + "for i in 1 2 3 4 5 6 7 8; do sleep 1; echo meanwhile-$i; done\r").awaitOutput("before-25");
                engine.kill();
                awaitReachable(hub, false);
                assertThat(hub.agent("lead").state()).isNotIn(AgentState.INACTIVE, AgentState.ERROR);

                engine.start();
                awaitReachable(hub, true);
                hub.awaitState("lead", AgentState.ACTIVE);
                assertThat(hub.agent("lead").containerId()).contains(container);
                viewer.awaitOutput("meanwhile-8");
                viewer.type("lead", "echo after-$mark\r").awaitOutput("after-kept");
            }
        }
    }

    @Test
    void agentsThatDieWithTheirEngineAreReportedAndAnAlwaysOnAgentRestarts() throws Exception {
        try (var _ = new EngineFixture(); var engine = new OwnEngine(); var hub = new RunningHub("lead", "qa")) {
            hub.set("DOCKER_HOST", engine.host().toString()).set("HUB_ORCHESTRATOR_POLICY", "always").startWithEngine();
            hub.awaitState("lead", AgentState.ACTIVE);
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            engine.kill();
            awaitReachable(hub, false);
            // Their containers are dead, which the hub learns only once the engine is back.
            assertThat(hub.agent("qa").reason()).contains("running; as last known at ", "the engine does not answer");
            assertThat(hub.agent("qa").unconfirmedSince()).isPresent();
            assertThat(hub.run("status").out()).contains("running; as last known at ");

            engine.start();
            awaitReachable(hub, true);
            hub.awaitState("lead", AgentState.ACTIVE);
            hub.awaitState("qa", AgentState.ERROR);
            await("its state is confirmed").atMost(Duration.ofSeconds(30))
                    .until(() -> hub.agent("qa").unconfirmedSince().isEmpty());
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
        }
    }
}
