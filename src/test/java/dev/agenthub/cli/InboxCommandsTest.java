package dev.agenthub.cli;

import static dev.agenthub.api.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.api.NewTaskJson;
import dev.agenthub.api.Samples;
import dev.agenthub.api.TaskJson;
import dev.agenthub.api.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands about tasks. */
class InboxCommandsTest extends CommandFixture {

    @Test
    void inboxPrintsATableOrTheTextOfATask() {
        hub.answers("GET /api/agents/qa/tasks",
                List.of(new TaskJson("a.md", 12, AT, Optional.of("Look \033[31mhere"))));
        hub.answers("GET /api/agents/qa/tasks/a.md", 200, "text/markdown", "# Look\n\033[31mhere\n");
        assertThat(run("inbox", "qa").out()).isEqualTo("""
                TASK  BYTES  MODIFIED              HEADING
                a.md  12     2026-01-02T03:04:05Z  Look here
                """);
        assertThat(run("inbox", "qa", "a.md").out()).isEqualTo("# Look\nhere\n");
        hub.answers("GET /api/agents/qa/tasks", List.of());
        assertThat(run("inbox", "qa")).isEqualTo(new Result(0, "", "The inbox of qa is empty.\n"));
    }

    @Test
    void taskSendsAFileWithItsNameOrStandardInput() throws IOException {
        hub.answers("POST /api/agents/qa/tasks", 201, "application/json",
                Wire.write(new TaskJson("review.md", 8, AT, Optional.empty())));
        Files.writeString(home.resolve("review.md"), "# Prüfe");
        assertThat(run("task", "qa", "review.md")).isEqualTo(new Result(0, "review.md\n", ""));
        stdin = "# From a pipe";
        run("task", "qa", "-");
        assertThat(hub.requests).containsExactly(
                "POST /api/agents/qa/tasks " + Wire.write(Samples.task("review.md", "# Prüfe")) + " Bearer secret",
                "POST /api/agents/qa/tasks " + Wire.write(new NewTaskJson(Optional.empty(), "# From a pipe"))
                        + " Bearer secret");
        assertThat(run("task", "qa", "none.md").code()).isEqualTo(2);
        hub.refuses("POST /api/agents/qa/tasks", 409, "There is a task review.md.");
        assertThat(run("task", "qa", "review.md").code()).isEqualTo(5);
    }
}
