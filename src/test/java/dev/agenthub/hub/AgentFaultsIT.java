package dev.agenthub.hub;

import static dev.agenthub.api.Samples.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.AgentJson;
import dev.agenthub.policy.LaunchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults of a single agent on a real engine; each leads to a state and a reason that explain it. */
class AgentFaultsIT {

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "killed", "removed", "paused", "hungry", "clean", "failing", "always")
                .set("HUB_AGENT_HUNGRY_COMMAND", "tail /dev/zero").set("HUB_AGENT_HUNGRY_MEMORY", "32M")
                .set("HUB_AGENT_CLEAN_COMMAND", "true")
                .set("HUB_AGENT_FAILING_COMMAND", "false")
                .startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static String started(String agent) {
        return hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200).extract().path("container_id");
    }

    private static void policy(String agent, LaunchPolicy launch) {
        hub.api(launch(launch)).put("/api/agents/" + agent + "/policy").then().statusCode(200);
    }

    private static void awaitAgent(String agent, String what, Predicate<AgentJson> wanted) {
        await(agent + " " + what).atMost(Duration.ofSeconds(60)).until(() -> wanted.test(hub.agent(agent)));
    }

    private static boolean reasonHas(AgentJson agent, String words) {
        return agent.reason().contains(words);
    }

    @Test
    void aKilledAgentIsInErrorWithItsExitCodeAndCanBeRestarted() {
        var container = started("killed");
        hub.engine.docker.killContainerCmd(container).exec();
        hub.awaitState("killed", AgentState.ERROR);
        assertThat(hub.agent("killed").reason()).contains("137");
        started("killed");
    }

    @Test
    void anAgentWhoseContainerWasRemovedIsInErrorAndStartsInANewContainer() {
        var container = started("removed");
        hub.engine.docker.removeContainerCmd(container).withForce(true).exec();
        hub.awaitState("removed", AgentState.ERROR);
        assertThat(started("removed")).isNotEqualTo(container);
    }

    @Test
    void aPausedAgentStaysActiveWithAReasonAndResumes() {
        var container = started("paused");
        try (var viewer = hub.viewer().subscribe("paused")) {
            viewer.type("paused", "echo before-$((1+1))\r").awaitOutput("before-2");
            hub.engine.docker.pauseContainerCmd(container).exec();
            awaitAgent("paused", "is shown as paused", agent -> reasonHas(agent, "paused"));
            assertThat(hub.agent("paused").state()).isEqualTo(AgentState.ACTIVE);

            hub.engine.docker.unpauseContainerCmd(container).exec();
            awaitAgent("paused", "is shown as running again", agent -> reasonHas(agent, "running"));
            viewer.type("paused", "echo after-$((2+2))\r").awaitOutput("after-4");
        }
    }

    @Test
    void aPausedAgentCanBeStopped() {
        var container = started("lead");
        hub.engine.docker.pauseContainerCmd(container).exec();
        awaitAgent("lead", "is shown as paused", agent -> reasonHas(agent, "paused"));
        hub.api().post("/api/agents/lead/stop").then().statusCode(200);
        assertThat(hub.agent("lead").state()).isEqualTo(AgentState.INACTIVE);
    }

    @Test
    void anAgentOutOfMemoryIsInErrorWithTheCauseAndOthersKeepRunning() {
        started("killed");
        hub.api().post("/api/agents/hungry/start");
        awaitAgent("hungry", "has ended", agent -> agent.state() == AgentState.ERROR);
        assertThat(hub.agent("hungry").reason()).contains("out of memory");
        assertThat(hub.agent("killed").state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void anAgentIsInactiveAfterExitCodeZeroAndInErrorAfterAnyOther() {
        hub.api().post("/api/agents/clean/start");
        hub.awaitState("clean", AgentState.INACTIVE);
        assertThat(hub.agent("clean").exitCode()).contains(0);

        hub.api().post("/api/agents/failing/start");
        hub.awaitState("failing", AgentState.ERROR);
        assertThat(hub.agent("failing").exitCode()).contains(1);
    }

    @Test
    void aKilledAlwaysOnAgentRestartsAutomatically() {
        policy("always", LaunchPolicy.ALWAYS);
        hub.awaitState("always", AgentState.ACTIVE);
        var killed = hub.agent("always");
        hub.engine.docker.killContainerCmd(killed.containerId().orElseThrow()).exec();
        awaitAgent("always", "has restarted", agent -> agent.state() == AgentState.ACTIVE
                && agent.startedAt().orElseThrow().isAfter(killed.startedAt().orElseThrow()));
        policy("always", LaunchPolicy.MANUAL);
    }

    @Test
    void anAlwaysOnAgentThatKeepsFailingIsRetriedWithBackoff() {
        policy("failing", LaunchPolicy.ALWAYS);
        awaitAgent("failing", "has been tried several times", agent -> hub.api().get("/api/agents/failing/explain")
                .asString()
                .contains("failed 3 times"));
        var explained = hub.api().get("/api/agents/failing/explain").then().extract().jsonPath();
        assertThat(explained.getString("action")).isEqualTo("start");
        assertThat(Instant.parse(explained.getString("at"))).isAfter(Instant.now());
        policy("failing", LaunchPolicy.MANUAL);
    }
}
