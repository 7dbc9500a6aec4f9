package dev.agenthub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.PolicyJson;
import dev.agenthub.api.TerminalMessage.Subscribed;
import dev.agenthub.docker.CuttableProxy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Running agents through a stop or kill of the hub and its restart. */
class AdoptionIT {

    private static boolean runs(RunningHub hub, String containerId) {
        return hub.engine.docker.inspectContainerCmd(containerId).exec().getState().getRunning();
    }

    @Test
    void aKilledHubsAgentsAreAdoptedWithTheirTerminals() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            var container = hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.type("qa", "mark=kept-$((5*5)); echo said $mark; "
                        + "(while [ ! -e /tmp/go ]; do usleep 50000; done; echo meanwhile-$((6*6))) &\r")
                        .awaitOutput("said kept-25");
            }
            hub.kill();
            // Makes the program print while no hub is connected to its terminal.
            hub.engine.docker.execStartCmd(hub.engine.docker.execCreateCmd(container).withCmd("touch", "/tmp/go").exec()
                    .getId())
                    .exec(new com.github.dockerjava.api.async.ResultCallback.Adapter<>()).awaitCompletion();

            hub.startWithEngine();
            hub.awaitState("qa", AgentState.ACTIVE);
            assertThat(hub.agent("qa").containerId()).contains(container);
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.awaitOutput("said kept-25").awaitOutput("meanwhile-36");
                viewer.type("qa", "echo again $mark\r").awaitOutput("again kept-25");
            }
        }
    }

    /** Otherwise a client that waits for an agent's end would see one at every start of the hub. */
    @Test
    void agentRequestsWaitForTheFirstReconcile() throws Exception {
        try (var proxy = new CuttableProxy(Files.createTempDirectory("engine"));
                var hub = new RunningHub("lead", "qa").set("DOCKER_HOST", proxy.host().toString()).startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            hub.kill();
            proxy.hang();
            hub.start();
            var state = CompletableFuture.supplyAsync(() -> hub.agent("qa").state());
            assertThat(hub.status().engine().reachable()).isFalse();
            proxy.answer();
            assertThat(state.get(60, TimeUnit.SECONDS)).isIn(AgentState.STARTING, AgentState.ACTIVE);
            hub.awaitState("qa", AgentState.ACTIVE);
        }
    }

    @Test
    void aCleanShutdownStopsTheAgents() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            var container = hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            assertThat(hub.stop()).isIn(0, 143);
            assertThat(runs(hub, container)).isFalse();
        }
    }

    @Test
    void agentsLeftRunningAtShutdownAreAdoptedByTheNextHub() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_ON_EXIT", "leave").startWithEngine()) {
            var container = hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            hub.stop();
            assertThat(runs(hub, container)).isTrue();

            hub.startWithEngine();
            hub.awaitState("qa", AgentState.ACTIVE);
            assertThat(hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id"))
                    .isEqualTo(container);
        }
    }

    @Test
    void inExecModeTheContainerOfAKilledHubIsStopped() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_TERMINAL", "exec").startWithEngine()) {
            var container = hub.api().post("/api/agents/qa/start").then().statusCode(200).extract()
                    .<String>path("container_id");
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.type("qa", "echo exec-$((7*7))\r").awaitOutput("exec-49");
            }
            hub.kill();
            hub.startWithEngine();
            await("the orphaned container is stopped").atMost(Duration.ofSeconds(40))
                    .until(() -> !runs(hub, container));
            hub.awaitState("qa", AgentState.INACTIVE);
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
        }
    }

    @Test
    void inExecModeTheAgentEndsWithItsProgram() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_TERMINAL", "exec").startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe("qa")) {
                viewer.next(Subscribed.class);
                viewer.type("qa", "exit 5\r");
                hub.awaitState("qa", AgentState.ERROR);
            }
            assertThat(hub.agent("qa").exitCode()).contains(5);
        }
    }

    @Test
    void policiesAndAManualStopSurviveARestart() throws Exception {
        try (var hub = new RunningHub("lead", "qa").startWithEngine()) {
            hub.api(new PolicyJson(LaunchPolicy.AUTO, ShutdownPolicy.IDLE, 5)).put("/api/agents/qa/policy")
                    .then().statusCode(200);
            Files.writeString(hub.inbox("qa").resolve("t.md"), "# t");
            hub.awaitState("qa", AgentState.ACTIVE);
            hub.api().post("/api/agents/qa/stop").then().statusCode(200);
            hub.kill();

            hub.startWithEngine();
            await("the inbox is read").atMost(Duration.ofSeconds(20)).until(() -> hub.agent("qa").inboxCount() == 1);
            assertThat(hub.agent("qa").policy().launch()).isEqualTo(LaunchPolicy.AUTO);
            assertThat(hub.agent("qa").policy().idleTimeoutMinutes()).isEqualTo(5);
            assertThat(hub.agent("qa").state()).isEqualTo(AgentState.INACTIVE);
            assertThat(hub.api().get("/api/agents/qa/explain").asString()).contains("a person stopped it");
        }
    }
}
