package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.SummaryJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The hub is killed during an operation; the next hub adopts a consistent team. */
class HubKilledIT {

    /** A shell that ignores SIGTERM, so that its stop takes the whole grace. */
    private static final String STUBBORN = "trap '' TERM; echo up-$((6*7)); while :; do sleep 1; done";

    private static long containers(RunningHub hub, String agent) {
        return hub.engine.docker.listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> container.getNames()[0].equals("/" + hub.container(agent))).count();
    }

    @Test
    void aHubKilledDuringAStartLeavesOneWorkingContainer() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            var start = CompletableFuture.runAsync(() -> hub.api().post("/api/agents/qa/start"));
            await("it starts").atMost(Duration.ofSeconds(30))
                    .until(() -> hub.agent("qa").state() != AgentState.INACTIVE);
            hub.kill();
            start.handle((done, cut) -> cut).join();

            hub.startWithEngine();
            // The kill may precede or follow the call to the engine; either way there must be one working container.
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            assertThat(containers(hub, "qa")).isEqualTo(1);
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.type("qa", "echo works-$((5*5))\r").awaitOutput("works-25");
            }
        }
    }

    @Test
    void aHubKilledDuringAStopAgreesWithTheEngineAfterwards() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_STOP_GRACE", "8s")
                .set("HUB_AGENT_QA_COMMAND", "sh -c \"" + STUBBORN + "\"").startWithEngine()) {
            var container = hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.awaitOutput("up-42");
            }
            var stop = CompletableFuture.runAsync(() -> hub.api().post("/api/agents/qa/stop"));
            hub.awaitState("qa", AgentState.STOPPING);
            hub.kill();
            stop.handle((done, cut) -> cut).join();

            hub.startWithEngine();
            // The engine may still complete the stop; the hub's state must follow.
            await("the hub agrees with the engine").atMost(Duration.ofSeconds(40)).until(() -> {
                var state = hub.agent("qa").state();
                var runs = hub.engine.docker.inspectContainerCmd(container).exec().getState().getRunning();
                return runs ? state == AgentState.ACTIVE : state == AgentState.INACTIVE || state == AgentState.ERROR;
            });
            hub.api().post("/api/agents/qa/stop").then().statusCode(200);
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            assertThat(containers(hub, "qa")).isEqualTo(1);
        }
    }

    @Test
    void twentyAgentsOfAKilledHubAreAllAdopted() throws Exception {
        var names = IntStream.range(0, 20).mapToObj(i -> "a" + i).toArray(String[]::new);
        try (var hub = new RunningHub(names).startWithEngine()) {
            var starts = IntStream.range(0, 20).mapToObj(i -> CompletableFuture.runAsync(
                    () -> hub.api().post("/api/agents/a" + i + "/start").then().statusCode(200)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(starts).join();
            try (var viewer = hub.viewer().subscribe("a19")) {
                viewer.type("a19", "echo nineteen-$((18+1))\r").awaitOutput("nineteen-19");
            }
            hub.kill();
            hub.startWithEngine();
            await("all are active again").atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                    assertThat(hub.status().agents()).hasSize(20).extracting(SummaryJson::state)
                            .containsOnly(AgentState.ACTIVE));
            try (var viewer = hub.viewer().subscribe("a19")) {
                viewer.awaitOutput("nineteen-19");
                viewer.type("a19", "echo again-$((9*9))\r").awaitOutput("again-81");
            }
        }
    }
}
