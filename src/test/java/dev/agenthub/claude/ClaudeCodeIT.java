package dev.agenthub.claude;

import static dev.agenthub.api.Samples.line;
import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import dev.agenthub.api.TerminalMessage.Subscribed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Drives the real Claude Code, without an account, through the hub. {@code test.sh} builds the image
 * {@code claude-agent}; the model's API is a fake on the host, which the container reaches as
 * {@code host.docker.internal}.
 */
class ClaudeCodeIT {

    private static final String KEY = "sk-ant-made-up-key-of-no-account-0123456789";

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    @Test
    void twoViewersSeeItsScreenAndItsAnswer() throws Exception {
        try (var model = new FakeModel();
                var hub = claudeHub()) {
            configure(hub.project(), model.urlFromContainers());
            hub.startWithEngine();
            hub.api().post("/api/agents/claude/start").then().statusCode(200);
            try (var viewer = hub.viewer().subscribe("claude")) {
                viewer.next(Subscribed.class);
                await("its first screen").atMost(Duration.ofSeconds(90))
                        .until(() -> String.join("\n", viewer.screen(100, 30)).contains("? for shortcuts"));
                assertThat(viewer.screen(100, 30)).anyMatch(line -> line.contains("Claude Code v2"));
                Files.write(Path.of("target/claude-first-screen.txt"), viewer.screen(100, 30));

                viewer.type("claude", "say wörld");
                viewer.awaitOutput("wörld");
                viewer.type("claude", "\r");
                await("its answer").atMost(Duration.ofSeconds(60))
                        .until(() -> String.join("\n", viewer.screen(100, 30)).contains("You said: say wörld"));
                try (var late = hub.viewer().subscribe("claude")) {
                    await("the same screen").atMost(Duration.ofSeconds(30))
                            .until(() -> String.join("\n", late.screen(100, 30)).contains("You said: say wörld"));
                }
            }
        }
    }

    /**
     * Two people attach. The terminal has the size of the window attached last, then of the window last typed in. Each
     * shows the same screen, the smaller one as much of it as fits.
     */
    @Test
    void twoWindowsOfDifferentSizeShowTheSameScreen() throws Exception {
        try (var model = new FakeModel();
                var hub = claudeHub()) {
            configure(hub.project(), model.urlFromContainers());
            hub.startWithEngine();
            hub.api().post("/api/agents/claude/start").then().statusCode(200);
            try (var small = attachAndWait(hub, 70, 20); var large = attachAndWait(hub, 100, 30)) {
                assertThat(hub.api().get("/api/agents/claude/screen?format=json").jsonPath().getInt("cols"))
                        .isEqualTo(100);
                small.awaitText("? for shortcuts");
                small.type("say hello", "Enter");
                await("the same screen in both").atMost(TIMEOUT).untilAsserted(() -> {
                    assertThat(small.screen()).contains("You said: say hello", "? for shortcuts");
                    assertThat(large.screen().strip()).isEqualTo(small.screen().strip());
                });
                Files.writeString(Path.of("target/claude-in-70x20.txt"), small.screen());
                Files.writeString(Path.of("target/claude-in-100x30.txt"), large.screen());
            }
        }
    }

    private static RunningHub claudeHub() {
        return new RunningHub("claude").set("HUB_DOCKER_IMAGE", "claude-agent").set("HUB_AGENT_COMMAND", "claude")
                .set("HUB_MEMORY", "2G")
                .set("HUB_READ_ONLY_ROOT", "true");
    }

    private static Tmux attach(RunningHub hub, int cols, int rows) throws Exception {
        return new Tmux(cols, rows, hub.access(), RunningHub.program() + " attach claude");
    }

    private static Tmux attachAndWait(RunningHub hub, int cols, int rows) throws Exception {
        var window = attach(hub, cols, rows);
        window.awaitText("? for shortcuts");
        return window;
    }

    /** A task that arrives while Claude Code asks whether to trust the folder must not answer that question. */
    @Test
    void theNoticeIsTypedAfterTheTrustQuestionIsAnswered() throws Exception {
        try (var model = new FakeModel();
                var hub = claudeHub()) {
            configure(hub.project(), model.urlFromContainers());
            Files.writeString(hub.project().resolve(".claude/users/claude/container/.claude.json"), """
                    {"hasCompletedOnboarding": true, "customApiKeyResponses": {"approved": ["%s"], "rejected": []}}
                    """.formatted(KEY.substring(KEY.length() - 20)));
            hub.startWithEngine();
            hub.api().post("/api/agents/claude/start").then().statusCode(200);
            hub.api(task("fix.md", "# fix it")).post("/api/agents/claude/tasks").then().statusCode(201);
            await("its question for trust").atMost(TIMEOUT)
                    .until(() -> hub.agent("claude").waiting()
                            .filter(waiting -> waiting.reason().startsWith("it asks")).isPresent());
            await("the notice waits").atMost(TIMEOUT)
                    .until(() -> hub.log().contains("Not notifying claude of 1 new tasks yet: it asks"));
            assertThat(screen(hub)).doesNotContain("fix.md");
            Files.writeString(Path.of("target/claude-trust-screen.txt"), screen(hub));

            hub.api(line("")).post("/api/agents/claude/input").then().statusCode(204);
            await("its answer to the notice").atMost(TIMEOUT)
                    .until(() -> oneLine(screen(hub))
                    .contains("Yousaid:TasknoticefromAgentHub,1newin.claude/users/claude/inbox:fix.md"));
            await("the notice is logged").atMost(TIMEOUT)
                    .until(() -> hub.log().contains("Notified claude of [fix.md]"));
        }
    }

    private static String screen(RunningHub hub) {
        return hub.api().get("/api/agents/claude/screen").asString();
    }

    /** The text without blanks, so that wrapping does not matter. */
    private static String oneLine(String screen) {
        return screen.replaceAll("\\s+", "");
    }

    /** Writes the files that {@code claude} would write once a person has answered its first questions. */
    private static void configure(Path project, String model) throws Exception {
        var home = Files.createDirectories(project.resolve(".claude/users/claude/container"));
        Files.writeString(home.resolve(".claude.json"), """
                {"hasCompletedOnboarding": true,
                 "customApiKeyResponses": {"approved": ["%s"], "rejected": []},
                 "projects": {"/pipe-dream": {"hasTrustDialogAccepted": true}}}
                """.formatted(KEY.substring(KEY.length() - 20)));
        Files.writeString(project.resolve(".env"), """
                hub.agent.claude.env.ANTHROPIC_API_KEY=%s
                hub.agent.claude.env.ANTHROPIC_BASE_URL=%s
                hub.agent.claude.env.CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1
                """.formatted(KEY, model));
    }
}
