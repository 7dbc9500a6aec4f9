package dev.agenthub.docker;

import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents with a read-only root file system. */
@Timeout(120)
class ReadOnlyRootIT {

    private static boolean can(RunningHub hub, String agent, String user, String script) throws Exception {
        return new ProcessBuilder("docker", "-H", EngineFixture.host().toString(), "exec", "-u", user,
                hub.container(agent), "sh", "-c", script).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    @Test
    void theRootIsReadOnlyAndTheAgentsFoldersAreWritable() throws Exception {
        try (var hub = new RunningHub("lead", "qa").set("HUB_READ_ONLY_ROOT", "true")) {
            Files.writeString(hub.project().resolve(".env"), "hub.agent.qa.read-only-root=false\n");
            hub.startWithEngine();
            for (var agent : List.of("lead", "qa")) {
                hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
            }
            var user = hub.engine.docker.inspectContainerCmd(hub.container("lead")).exec().getConfig().getUser();
            for (var file : List.of("/planted", "/bin/planted", "/bin/busybox", "/etc/planted", "/home")) {
                assertThat(can(hub, "lead", "0", "echo planted >> " + file)).as(file + ", as root").isFalse();
            }
            for (var folder : List.of("/tmp", "/var/tmp", "/run", "/claude-config",
                    "/pipe-dream/.claude/users/lead/workspace",
                    "/pipe-dream/.claude/users/lead/inbox", "/pipe-dream/.claude/sessions")) {
                assertThat(can(hub, "lead", user, "echo hello > " + folder + "/mine")).as(folder).isTrue();
            }
            assertThat(can(hub, "lead", user, "cp /bin/busybox /tmp/echo && /tmp/echo works"))
                    .as("runs a program in /tmp").isTrue();
            assertThat(can(hub, "lead", user, "head -c 200m /dev/zero > /tmp/more-than-half-of-its-memory")).isFalse();

            assertThat(can(hub, "qa", "0", "echo planted > /planted")).as("an agent without a read-only root").isTrue();
        }
    }

    /** The demo project uses these settings. */
    @Test
    void theDemoAgentDoesItsTask() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_READ_ONLY_ROOT", "true").set("HUB_DOCKER_IMAGE", "demo-agent")
                .set("HUB_AGENT_COMMAND", "demo-agent").set("HUB_NOTICE", "off")) {
            hub.startWithEngine();
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            hub.api(task("one.md", "# one")).post("/api/agents/lead/tasks").then().statusCode(201);
            await("the task is done").atMost(Duration.ofSeconds(90)).until(() ->
                    hub.agent("lead").inboxCount() == 0
                    && hub.api().get("/api/agents/lead/screen").asString().contains("done 1"));
        }
    }
}
