package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.EventJson.AgentStateChanged;
import dev.agenthub.api.EventJson.EngineChanged;
import dev.agenthub.docker.EngineFixture;
import dev.agenthub.docker.OwnEngine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hanging engine: it runs and keeps its connections open, but does not answer. */
class EngineHangIT {

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(10);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);
    /** The tests' stop grace of one second, plus the rest of the shutdown. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(32);

    private static EngineFixture image;
    private static OwnEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        image = new EngineFixture();
        engine = new OwnEngine();
    }

    @AfterEach
    void resume() throws Exception {
        engine.resume();
    }

    @AfterAll
    static void endEngine() throws Exception {
        engine.close();
        image.close();
    }

    private static RunningHub hub() {
        return new RunningHub("lead", "qa").set("DOCKER_HOST", engine.host().toString());
    }

    private static boolean reachable(RunningHub hub) {
        return hub.status().engine().reachable();
    }

    private static void suspendAndAwaitOutage(RunningHub hub) throws Exception {
        engine.suspend();
        await("the outage is noticed").atMost(NOTICED_WITHIN).until(() -> !reachable(hub));
    }

    @Test
    void aHangIsReportedWithinTenSecondsAndKeepsStatesUntilTheEngineAnswers() throws Exception {
        try (var hub = hub().startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe("lead")) {
                viewer.type("lead", "mark=kept-$((8*8)); echo said $mark\r").awaitOutput("said kept-64");
                var before = Instant.now();
                suspendAndAwaitOutage(hub);
                assertThat(viewer.next(EngineChanged.class).reachable()).isFalse();
                assertThat(hub.status().engine().detail())
                        .contains("has not responded to pings", "docker ps");
                hub.api().get("/q/health/ready").then().statusCode(503);
                hub.api().get("/q/health/live").then().statusCode(200);
                hub.anonymous().get("/api/health").then().statusCode(200);

                var lead = viewer.next(AgentStateChanged.class, changed -> changed.agentId().value().equals("lead")
                        && changed.agent().unconfirmedSince().isPresent(), "lead is unconfirmed").agent();
                assertThat(lead.state()).isEqualTo(AgentState.ACTIVE);
                assertThat(lead.reason()).startsWith("running; as last known at ")
                        .contains("the engine does not answer");
                assertThat(lead.unconfirmedSince().orElseThrow())
                        .isBetween(before.minusSeconds(20), before.plusSeconds(3));
                assertThat(hub.run("status").out()).contains("running; as last known at ");

                for (var call : new String[] {"qa/start", "lead/stop", "lead/restart"}) {
                    var sentAt = System.nanoTime();
                    hub.api().post("/api/agents/" + call).then().statusCode(503).contentType("application/problem+json")
                            .body("detail", containsString("is unchanged"))
                            .body("detail", containsString("has not responded to pings"));
                    assertThat(Duration.ofNanos(System.nanoTime() - sentAt)).as(call).isLessThan(Duration.ofSeconds(3));
                }
                hub.api().get("/api/agents/qa").then().body("state", equalTo("inactive"));
                hub.api().get("/api/agents/lead").then().body("state", equalTo("active"));

                engine.resume();
                await("the engine is back").atMost(BACK_WITHIN).until(() -> reachable(hub));
                hub.api().get("/q/health/ready").then().statusCode(200);
                await("the agent is confirmed").atMost(BACK_WITHIN)
                        .until(() -> hub.agent("lead").unconfirmedSince().isEmpty());
                assertThat(hub.agent("lead").reason()).isEqualTo("running");
                viewer.type("lead", "echo again $mark\r").awaitOutput("again kept-64");
                hub.api().post("/api/agents/qa/start").then().statusCode(200);
                hub.api().post("/api/agents/lead/stop").then().statusCode(200);
            }
        }
    }

    @Test
    void aPendingStartFailsWithinItsTimeout() throws Exception {
        try (var hub = hub().set("HUB_START_TIMEOUT", "10s").startWithEngine()) {
            engine.suspend();
            // Either the start's timeout or that of a call within it expires first.
            hub.api().post("/api/agents/qa/start").then().statusCode(503).body("detail",
                    anyOf(containsString("has not answered within 11 s"), containsString("took too long to start")));
            hub.anonymous().get("/api/health").then().statusCode(200);
            engine.resume();
        }
    }

    @Test
    void theHubShutsDownDuringAnOutageWithAgentsRunning() throws Exception {
        try (var hub = hub().startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            suspendAndAwaitOutage(hub);
            hub.signal("TERM").signal("TERM");
            assertThat(hub.awaitEnd(NOTICED_WITHIN)).isIn(0, 143);
            assertThat(hub.log()).contains("lead could not be stopped");
            engine.resume();
        }
    }

    @Test
    void theHubShutsDownJustAsTheEngineStartsToHang() throws Exception {
        try (var hub = hub().startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            engine.suspend();
            hub.signal("TERM");
            assertThat(hub.awaitEnd(ENDS_WITHIN)).isIn(0, 143);
            engine.resume();
        }
    }

    @Test
    void theHubShutsDownBeforeItsFirstReconcile() throws Exception {
        engine.suspend();
        try (var hub = hub().heedingSigint()) {
            hub.start();
            assertThat(hub.log()).doesNotContain("Engine: ");
            hub.signal("INT");
            assertThat(hub.awaitEnd(ENDS_WITHIN)).isIn(0, 130, 143);
            hub.launch();
            hub.signal("TERM");
            assertThat(hub.awaitEnd(ENDS_WITHIN)).isIn(0, 143);
            engine.resume();
        }
    }
}
