package dev.agenthub.notice;

import static dev.agenthub.api.Samples.line;
import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.WaitingJson;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Notices typed into a real shell in a real container. */
class NoticeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String NOTICE = "Task notice from Agent Hub, %d new in .claude/users/lead/inbox: %s";

    private static void drop(RunningHub hub, String name) {
        hub.api(task(name, "# do it")).post("/api/agents/lead/tasks").then().statusCode(201);
    }

    private static void type(RunningHub hub, String line) {
        hub.api(line(line)).post("/api/agents/lead/input").then().statusCode(204);
    }

    /** The screen as one line, so that wrapping does not matter. */
    private static String screen(RunningHub hub) {
        return hub.api().get("/api/agents/lead/screen").asString().replace("\n", "");
    }

    private static void awaitScreen(RunningHub hub, String text) {
        await(text).atMost(TIMEOUT).until(() -> screen(hub).contains(text));
    }

    @Test
    void aNoticeIsTypedOncePerProgramAndNotIntoADialog() throws Exception {
        try (var hub = new RunningHub("lead").startWithEngine()) {
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
            drop(hub, "first.md");
            awaitScreen(hub, NOTICE.formatted(1, "first.md"));
            awaitScreen(hub, "Task: not found");

            type(hub, "read -p 'Overwrite? (y/n) ' answer; echo you said $answer");
            await("it waits for a person").atMost(TIMEOUT).untilAsserted(() -> assertThat(hub.agent("lead").waiting())
                    .map(WaitingJson::reason).contains("it asks “Overwrite? (y/n)”"));
            for (var name : new String[] {"b.md", "c.md", "a.md"}) {
                drop(hub, name);
            }
            await("the delay is logged").atMost(TIMEOUT)
                    .until(() -> hub.log().contains("Not notifying lead of 3 new tasks yet: it asks"));
            assertThat(screen(hub)).doesNotContain("3 new");
            type(hub, "y");
            awaitScreen(hub, "you said y");
            awaitScreen(hub, NOTICE.formatted(3, "b.md, c.md, a.md"));

            await("the notice is saved").atMost(TIMEOUT).until(() -> savedState(hub).contains("a.md"));
            hub.kill();
            hub.startWithEngine();
            hub.awaitState("lead", AgentState.ACTIVE);
            drop(hub, "last.md");
            awaitScreen(hub, NOTICE.formatted(1, "last.md"));
        }
    }

    private static String savedState(RunningHub hub) throws Exception {
        try (var files = Files.walk(hub.project().resolve("state"))) {
            return Files.readString(files.filter(file -> file.endsWith("state.json")).findFirst().orElseThrow());
        }
    }
}
