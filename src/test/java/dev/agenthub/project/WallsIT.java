package dev.agenthub.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.agenthub.RunningHub;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants markers in a project, outside an agent's own files, and searches the agent's whole container for them. */
class WallsIT {

    private static final String VALUE = "  mine: é \"quoted\" $HOME 'and'\ntwo lines ";

    @TempDir
    Path temp;

    private final List<String> planted = new ArrayList<>();

    private String plant() {
        planted.add("swordfish-%d-%d".formatted(planted.size(), System.nanoTime()));
        return planted.getLast();
    }

    private static Path write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Runs a shell script in the container as its user and returns the output. */
    private static String inside(RunningHub hub, String agent, String script) throws Exception {
        var docker = hub.engine.docker;
        var exec = docker.execCreateCmd(hub.container(agent)).withCmd("sh", "-c", script).withAttachStdout(true)
                .withAttachStderr(true)
                .exec().getId();
        var output = new ByteArrayOutputStream();
        var done = docker.execStartCmd(exec).exec(new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                output.writeBytes(frame.getPayload());
            }
        }).awaitCompletion(90, TimeUnit.SECONDS);
        assertThat(done).as("the script has ended: " + script).isTrue();
        return output.toString(StandardCharsets.UTF_8);
    }

    /**
     * Searches all regular files except the kernel's, because a terminal or pipe would block, then the kernel's data on
     * processes and mounts. The bracket keeps the pattern from matching its own command line.
     */
    private static String search(RunningHub hub, String agent) throws Exception {
        return inside(hub, agent,
                "find / \\( -path /proc -o -path /sys \\) -prune -o -type f -exec grep -sH '[s]wordfish-' {} +; "
                + "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/self/mountinfo 2>/dev/null "
                + "| grep -a '[s]wordfish-'; env | grep '[s]wordfish-'; echo searched");
    }

    private RunningHub hub() throws Exception {
        var hub = new RunningHub("lead", "qa", "bu").set("HUB_SECRETS_DIR", temp.resolve("secrets").toString());
        var users = hub.project().resolve(".claude/users");
        write(hub.project().resolve(".env"), "# " + plant() + "\nhub.agent.qa.env.BOTH=configured\n");
        write(hub.project().resolve("web/app/.env.local"), plant());
        write(hub.project().resolve("web/.credentials.json"), plant());
        write(hub.project().resolve("venv/.env/inner/key"), plant());
        write(users.resolve("bu/container/.credentials.json"), plant());
        write(users.resolve("bu/inbox/private.md"), plant());
        write(users.resolve("who-knows/notes.txt"), plant());
        write(hub.project().resolve("state/planted"), plant());
        write(hub.project().resolve(".claude/agent-hub/planted"), plant());
        write(temp.resolve("secrets/bu/BU_KEY"), plant());
        write(temp.resolve("secrets/qa/QA_KEY"), VALUE + "\n");
        write(temp.resolve("secrets/qa/BOTH"), "secret");
        for (var folder : List.of("", "bu", "qa")) {
            Files.setPosixFilePermissions(temp.resolve("secrets")
                    .resolve(folder), PosixFilePermissions.fromString("rwx------"));
        }
        write(users.resolve("bu/workspace/shared.txt"), "for colleagues");
        write(hub.project().resolve("web/.env.example"), "KEY=");
        // A user may make this folder private; agents must still reach their own files below it.
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rwx------"));
        return hub;
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "exec"})
    void anAgentsContainerContainsNoForeignFiles(String terminal) throws Exception {
        try (var hub = hub().set("HUB_TERMINAL", terminal)) {
            hub.startWithEngine();
            hub.api().post("/api/agents/qa/start").then().statusCode(200);

            assertThat(planted).hasSize(10);
            assertThat(search(hub, "qa")).isEqualTo("searched\n");

            var users = hub.project().resolve(".claude/users");
            write(users.resolve("bu/container/later"), plant());
            write(users.resolve("later/notes.txt"), plant());
            write(hub.project().resolve("state/later"), plant());
            write(hub.project().resolve(".claude/agent-hub/later"), plant());
            write(hub.project().resolve("venv/.env/later"), plant());
            Files.writeString(hub.project().resolve(".env"), plant()); // in place
            assertThat(search(hub, "qa")).isEqualTo("searched\n");

            var home = "/pipe-dream/.claude/users/";
            assertThat(inside(hub, "qa", "env | grep '^BOTH='; printf %s \"$QA_KEY\""))
                    .isEqualTo("BOTH=configured\n" + VALUE);
            assertThat(inside(hub, "qa", "cd " + home
                    + "; cat bu/workspace/shared.txt; touch bu/workspace/x 2>/dev/null || echo read-only; "
                    + "touch qa/x bu/x x 2>/dev/null || echo sealed; "
                    + "echo mine > qa/workspace/x && cat qa/workspace/x; ls /claude-config; "
                    + "touch /claude-config/x && echo kept; cat /pipe-dream/web/.env.example"))
                    .isEqualTo("for colleaguesread-only\nsealed\nmine\nkept\nKEY=");
            assertThat(users.resolve("qa/workspace/x")).hasContent("mine");
            assertThat(users.resolve("qa/container/x")).exists();

            var label = hub.engine.docker.inspectContainerCmd(hub.container("qa")).exec().getConfig().getLabels()
                    .toString();
            assertThat(label + hub.log() + hub.api().get("/api/agents/qa").asString() + hub.api()
                    .get("/api/agents/qa/explain").asString()
                    + hub.run("doctor", "--json").out()).doesNotContain("swordfish-").doesNotContain("quoted");
        }
    }

    @Test
    void aSecretReadableByOthersFailsTheStartWithTheFix() throws Exception {
        try (var hub = hub()) {
            Files.setPosixFilePermissions(temp.resolve("secrets/qa/QA_KEY"),
                    PosixFilePermissions.fromString("rw-r--r--"));
            hub.startWithEngine();
            var answer = hub.api().post("/api/agents/qa/start");
            assertThat(answer.statusCode()).isNotEqualTo(200);
            assertThat(answer.asString()).contains("secrets/qa/QA_KEY", "chmod 600").doesNotContain("quoted");
            hub.api().post("/api/agents/lead/start").then().statusCode(200);
        }
    }

    @Test
    void aHiddenFileReplacedDuringARunIsReportedAndCoveredAgainByARestart() throws Exception {
        try (var hub = hub().startWithEngine()) {
            hub.api().post("/api/agents/qa/start").then().statusCode(200);
            var fresh = write(hub.project().resolve("web/fresh"), plant());
            Files.move(fresh, hub.project().resolve("web/app/.env.local"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(search(hub, "qa")).as("the mount is lost, which the hub can only report")
                    .contains("/.env.local");
            await("it is reported").atMost(Duration.ofSeconds(15))
                    .until(() -> hub.log().contains("web/app/.env.local can be read by running agents (qa)"));
            assertThat(hub.run("doctor", "--json").out())
                    .contains("web/app/.env.local can be read by running agents (qa)");

            hub.api().post("/api/agents/qa/restart").then().statusCode(200);
            assertThat(search(hub, "qa")).isEqualTo("searched\n");
            await("the report is gone").atMost(Duration.ofSeconds(15))
                    .until(() -> !hub.run("doctor", "--json").out().contains("can be read by running"));
        }
    }

    @Test
    void aProjectThatContainsTheHomeFolderIsRejectedAtStart() throws Exception {
        try (var hub = new RunningHub("lead").set("HUB_PROJECT_ROOT", "/")) {
            assertThat(hub.launch().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(hub.log()).contains("hub.project-root is '/', but must not be or contain your home folder")
                    .doesNotContain("\tat ");
        }
    }
}
