package dev.agenthub.hub;

import static dev.agenthub.api.Samples.keys;
import static dev.agenthub.api.Samples.line;
import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.TerminalMessage;
import dev.agenthub.api.TerminalMessage.Subscribed;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A paused container takes no input, and works again once it resumes. */
class PausedIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "qa").startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static String paused(String agent) {
        var container = hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200).extract()
                .<String>path("container_id");
        hub.engine.docker.pauseContainerCmd(container).exec();
        awaitReason(agent, "paused");
        return container;
    }

    private static void awaitReason(String agent, String words) {
        await(agent + " is " + words).atMost(TIMEOUT)
                .until(() -> hub.agent(agent).reason().contains(words));
    }

    private static int type(String agent, String line) {
        return hub.api(line(line)).post("/api/agents/" + agent + "/input").statusCode();
    }

    private static String screen(String agent) {
        return hub.api().get("/api/agents/" + agent + "/screen").asString().replace("\n", "");
    }

    @Test
    void inputToAPausedAgentIsRejectedEverywhereUntilItResumes() throws Exception {
        var container = paused("lead");
        try (var viewer = hub.viewer().subscribe("lead")) {
            viewer.next(Subscribed.class);
            hub.api(keys("x")).post("/api/agents/lead/input").then().statusCode(409)
                    .contentType("application/problem+json").body("detail", containsString("lead is paused"))
                    .body("detail", containsString("docker unpause"));
            viewer.type("lead", "y");
            assertThat(viewer.next(TerminalMessage.Error.class).message()).contains("lead is paused", "docker unpause");
            var sent = hub.run("send", "lead", "z");
            assertThat(sent.code()).isEqualTo(5);
            assertThat(sent.err()).contains("lead is paused");
            hub.api(task("wait.md", "# wait")).post("/api/agents/lead/tasks").then().statusCode(201);
            await("its inbox is counted").atMost(TIMEOUT)
                    .until(() -> hub.agent("lead").inboxCount() == 1);

            hub.engine.docker.unpauseContainerCmd(container).exec();
            awaitReason("lead", "running");
            viewer.type("lead", "echo on-$((6*7))\r").awaitOutput("on-42");
            await("it is notified of the waiting task").atMost(TIMEOUT)
                    .until(() -> screen("lead").contains("1 new in"));
            // None of the rejected input reached the program.
            assertThat(screen("lead")).doesNotContain("xy", "z: not found").contains("echo on-");
            assertThat(hub.log()).doesNotContain("Could not notify lead");
        }
    }

    @Test
    void anAgentFoundPausedByANewHubIsShownAsPaused() throws Exception {
        var container = paused("qa");
        hub.kill();
        hub.startWithEngine();
        awaitReason("qa", "paused");
        assertThat(hub.agent("qa").state()).isEqualTo(AgentState.ACTIVE);
        assertThat(type("qa", "echo lost")).isEqualTo(409);

        hub.engine.docker.unpauseContainerCmd(container).exec();
        awaitReason("qa", "running");
        await("it accepts input").atMost(TIMEOUT).until(() -> type("qa", "echo found-$((6*7))") == 204);
        await("it runs the command").atMost(TIMEOUT).until(() -> screen("qa").contains("found-42"));
    }
}
