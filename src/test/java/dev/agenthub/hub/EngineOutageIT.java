package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.docker.CuttableProxy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is missing or becomes unreachable: the hub keeps running, reports it, and recovers. */
class EngineOutageIT {

    @TempDir
    Path folder;

    @Test
    void aHubWithoutAnEngineStartsReportsItAndWorksOnceTheEngineAppears() throws Exception {
        try (var engine = new CuttableProxy(folder); var hub = new RunningHub("lead")) {
            engine.cut();
            hub.set("DOCKER_HOST", engine.host().toString()).start();
            hub.api().get("/q/health/live").then().statusCode(200);
            hub.api().get("/q/health/ready").then().statusCode(503);
            hub.api().post("/api/agents/lead/start").then().statusCode(503).contentType("application/problem+json")
                    .body("detail", containsString("Docker Engine"));
            assertThat(hub.status().engine().reachable()).isFalse();

            engine.restore();
            await("the engine is noticed").atMost(Duration.ofSeconds(30))
                    .until(() -> hub.status().engine().reachable());
            hub.api().get("/q/health/ready").then().statusCode(200);
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
        }
    }

    @Test
    void anAgentKeepsItsStateDuringAnOutageAndItsTerminalIsReconnected() throws Exception {
        try (var engine = new CuttableProxy(folder); var hub = new RunningHub("lead")) {
            hub.set("DOCKER_HOST", engine.host().toString()).startWithEngine();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.type("lead", "mark=here-$((8*8)); echo $mark\r").awaitOutput("here-64");
                engine.cut();
                await("the outage is noticed").atMost(Duration.ofSeconds(30))
                        .until(() -> !hub.status().engine().reachable());
                assertThat(hub.agent("lead").state()).isNotIn(AgentState.INACTIVE, AgentState.ERROR);

                engine.restore();
                await("the terminal is reconnected").atMost(Duration.ofSeconds(40)).until(() -> {
                    viewer.type("lead", "echo back-$mark\r");
                    return viewer.output().contains("back-here-64");
                });
                hub.awaitState("lead", AgentState.ACTIVE);
            }
        }
    }

    @Test
    void aHangingStartIsAnErrorAndTheStateFollowsTheEngineOnceItAnswers() throws Exception {
        try (var engine = new CuttableProxy(folder); var hub = new RunningHub("lead")) {
            hub.set("DOCKER_HOST", engine.host().toString()).set("HUB_START_TIMEOUT", "10s").startWithEngine();
            var container = hub.api().post("/api/agents/lead/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            hub.api().post("/api/agents/lead/stop").then().statusCode(200);

            engine.hang();
            hub.api().post("/api/agents/lead/start").then().statusCode(503).contentType("application/problem+json")
                    .body("detail", containsString("The engine has not answered within 11 s"));
            assertThat(hub.agent("lead").state()).isEqualTo(AgentState.ERROR);
            assertThat(hub.agent("lead").reason()).contains("has not answered within 11 s", "docker ps");
            hub.engine.docker.startContainerCmd(container).exec();

            engine.answer();
            hub.awaitState("lead", AgentState.ACTIVE);
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.type("lead", "echo here-$((8*8))\r").awaitOutput("here-64");
            }
        }
    }
}
