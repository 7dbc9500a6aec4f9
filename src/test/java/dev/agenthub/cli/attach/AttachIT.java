package dev.agenthub.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.RunningHub;
import dev.agenthub.Tmux;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code agent-hub attach} in a real terminal. */
class AttachIT {

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "qa", "resized", "shared", "ending", "leaving", "editing").startWithEngine();
        for (var agent : new String[] {"qa", "resized", "shared", "ending", "leaving", "editing"}) {
            hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static Tmux attach(int cols, int rows, String arguments) throws Exception {
        return new Tmux(cols, rows, hub.access(), RunningHub.program() + " attach " + arguments);
    }

    @Test
    void twoViewersShareATerminalAndOneDetaches() throws Exception {
        try (var one = attach(90, 25, "qa"); var two = attach(90, 25, "qa")) {
            one.awaitText("pipe-dream");
            one.type("echo shared-$((6*7))", "Enter");
            one.awaitText("shared-42");
            two.awaitText("shared-42");

            one.type("C-p", "C-q");
            one.awaitText("ended-with-0");
            assertThat(one.screen()).contains("echo").doesNotContain("-echo");
            two.type("echo alone-$((7*7))", "Enter");
            two.awaitText("alone-49");
        }
    }

    @Test
    void theTerminalFollowsTheWindowSize() throws Exception {
        try (var window = attach(90, 25, "resized")) {
            window.awaitText("pipe-dream");
            window.type("stty size", "Enter");
            window.awaitText("25 90");
            window.resize(70, 20);
            window.type("while ! stty size | grep '20 70'; do usleep 100000; done", "Enter");
            window.awaitText("20 70");
        }
    }

    /** Read-only viewers do not own the size. A smaller window shows the part with the cursor. */
    @Test
    void readOnlyWindowsOfOtherSizesShowTheSameScreen() throws Exception {
        try (var window = attach(60, 15, "shared"); var small = attach(40, 8, "shared --read-only");
                var large = attach(90, 25, "shared --read-only")) {
            window.awaitText("pipe-dream");
            small.awaitText("pipe-dream");
            large.awaitText("pipe-dream");
            window.type("clear; for i in $(seq 40); do echo line-$i; done", "Enter");
            window.awaitScreen(lines(27, 40) + "/pipe-dream #");
            small.awaitScreen(lines(34, 40) + "/pipe-dream #");
            large.awaitScreen(lines(27, 40) + "/pipe-dream #");

            small.resize(60, 15);
            small.awaitScreen(lines(27, 40) + "/pipe-dream #");
            window.type("clear; printf %s-%s this-line-is-longer-than-the smaller-window", "Enter");
            large.awaitScreen("this-line-is-longer-than-the-smaller-window/pipe-dream #");
            small.awaitScreen("this-line-is-longer-than-the-smaller-window/pipe-dream #");
            small.resize(20, 8);
            small.awaitScreen("indow/pipe-dream #");
        }
    }

    private static String lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "line-" + i + "\n").collect(Collectors.joining());
    }

    @Test
    void attachExitsWhenTheAgentIsStopped() throws Exception {
        try (var window = attach(90, 25, "ending")) {
            window.awaitText("pipe-dream");
            hub.api().post("/api/agents/ending/stop").then().statusCode(200);
            window.awaitText("ended-with-" + hub.agent("ending").exitCode().orElseThrow());
        }
    }

    @Test
    void attachExitsWithTheExitCodeOfTheProgram() throws Exception {
        try (var window = attach(90, 25, "leaving")) {
            window.awaitText("pipe-dream");
            window.type("exit 7", "Enter");
            window.awaitText("ended-with-7");
        }
    }

    @Test
    void aFullScreenEditorWorks() throws Exception {
        try (var window = attach(90, 25, "editing")) {
            window.awaitText("pipe-dream");
            window.type("vi /claude-config/note", "Enter");
            window.awaitText("- /claude-config/note");
            window.type("i", "written in vi");
            window.awaitText("I /claude-config/note");
            window.type("Escape");
            window.awaitText("- /claude-config/note");
            window.type(":wq", "Enter");
            window.awaitText("# vi /claude-config/note\n/pipe-dream #");
            window.type("grep -c 'written in vi' /claude-config/note && echo saved-$((6*7))", "Enter");
            window.awaitText("saved-42");
        }
    }

    @Test
    void theDetachKeysAreConfigurableAndShown() throws Exception {
        try (var window = attach(90, 25, "qa --read-only --detach-keys ctrl-a,d")) {
            window.awaitText("Detach with Ctrl-A d");
            window.awaitGone("Detach with Ctrl-A d");
            window.awaitText("pipe-dream");
            window.type("C-a", "d");
            window.awaitText("ended-with-0");
        }
    }

    @Test
    void anUnknownAgentExitsWithNotFound() throws Exception {
        try (var window = attach(90, 25, "nobody")) {
            window.awaitText("nobody");
            window.awaitText("ended-with-4");
        }
    }
}
