package dev.agenthub.cli;

import static dev.agenthub.api.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.CodeJson;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.Samples;
import dev.agenthub.api.StatusJson;
import dev.agenthub.api.StatusJson.EngineJson;
import dev.agenthub.api.SummaryJson;
import dev.agenthub.api.WaitingJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.hub.StartFailure;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.policy.LaunchPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands about the hub: status, events, start, stop, sign-in. */
class HubCommandsTest extends CommandFixture {

    private static final SummaryJson QA = new SummaryJson(new AgentId("qa"), AgentState.ACTIVE, 2, LaunchPolicy.AUTO,
            "a task\033[2J waits", AT, Optional.of(AT), Optional.of(Instant.parse("2026-01-02T03:24:00Z")),
            Optional.of(new WaitingJson(Instant.parse("2026-01-02T03:23:05Z"), "bell")), Optional.empty());

    @Test
    void statusPrintsATableOfTheAgents() {
        hub.answers("GET /api/status", new StatusJson(List.of(QA, Samples.summary("bu")), 3700,
                Map.of("git", false, "qms", true), new EngineJson(false, "no socket"), "/home/ada/team", "1.2"));
        var result = run("status");
        assertThat(result.out()).isEqualTo("""
                AGENT  STATE     FOR     INBOX  LAUNCH  ACTIVE   REASON
                qa     active    20 min  2      auto    5 s ago  WAITS FOR YOU, 1 min: bell; a task waits
                bu     inactive  20 min  0      manual  -        -
                """);
        assertThat(result.err()).isEqualTo("Hub " + hub.url() + """
                , version 1.2, project /home/ada/team, up 1 h 1 min.
                The container engine does not answer: no socket
                MCP server does not answer: git
                """);
        assertThat(result.code()).isZero();
        assertThat(hub.requests).containsExactly("GET /api/status Bearer secret");
    }

    @Test
    void statusIsColouredOnlyOnACapableTerminal() {
        hub.answers("GET /api/status", Samples.status(QA));
        assertThat(run("status").out()).doesNotContain("\033");
        colours = Colours.ON;
        assertThat(run("status").out()).contains("\033[1;33mqa");
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm"), false)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(Colours.ON);
    }

    @Test
    void statusAsJsonSaysThatTheHubIsRunning() {
        hub.answers("GET /api/status", Samples.status());
        assertThat(run("status", "--json").out()).isEqualTo("{\"running\":true,\"url\":\"" + hub.url() + "\","
                + Wire.write(Samples.status()).substring(1) + "\n");
    }

    @Test
    void statusReportsAnUnreachableHub() {
        hub.close();
        var result = run("status", "--json");
        assertThat(result.out()).startsWith("{\"running\":false,\"url\":\"" + hub.url());
        assertThat(result.code()).isEqualTo(3);
        assertThat(run("status").err())
                .startsWith("agent-hub: No hub answers at " + hub.url() + " (connection refused).\n");
    }

    @Test
    void eventsPrintsLinesAndResumesAfterTheLastEvent() {
        var event = new EventJson.InboxChanged(AT, new AgentId("qa"), 2);
        hub.streamsOnce("GET /api/events", 41, event);
        var result = run("events");
        assertThat(result.out()).isEqualTo("2026-01-02T03:04:05Z inbox_changed qa count=2\n");
        assertThat(result.code()).isEqualTo(4);
        assertThat(hub.requests).containsExactly(
                "GET /api/events Bearer secret", "GET /api/events Bearer secret after 41");
        hub.streamsOnce("GET /api/events", 41, event);
        assertThat(run("events", "--json", "--after", "40").out()).isEqualTo(Wire.write(event) + "\n");
    }

    @Test
    void eventsFailsIfTheHubStaysUnreachable() {
        hub.close();
        assertThat(run("events").code()).isEqualTo(3);
    }

    @Test
    void tokenPrintsTheToken() {
        assertThat(run("token")).isEqualTo(new Result(0, "secret\n", ""));
        variables.remove("HUB_TOKEN");
        assertThat(run("token").code()).isEqualTo(4);
    }

    @Test
    void stopEndsTheProcessInTheRuntimeFileAndWaits() throws IOException {
        var process = new ProcessBuilder("sleep", "60").start();
        new RuntimeFile(URI.create(hub.url()), process.pid(), home).write(environment().paths().runtimeFile());
        assertThat(run("stop")).isEqualTo(new Result(0, "", "The hub has stopped.\n"));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void stopReportsAHubThatDoesNotExitInTime() throws IOException {
        var process = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; sleep 60").start();
        process.inputReader().readLine();
        new RuntimeFile(URI.create(hub.url()), process.pid(), home).write(environment().paths().runtimeFile());
        var result = run("stop", "--timeout", "1");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(result.code()).isEqualTo(124);
        assertThat(result.err()).contains("still running after 1 s");
    }

    @Test
    void stopSucceedsWithoutAHubAndFailsForAnUnknownHub() {
        assertThat(run("stop").code()).isEqualTo(1);
        hub.close();
        assertThat(run("stop")).isEqualTo(new Result(0, "", "No hub is running.\n"));
    }

    @Test
    void startConfiguresTheServerAndRunsIt() {
        assertThat(run("start", "--host", "127.0.0.2", "--port", "9100", "--project", home.toString()).code()).isZero();
        assertThat(served).containsExactly(
                Map.of("hub.host", "127.0.0.2", "hub.port", "9100", "hub.project-root", home.toString()));
        assertThat(run("start").code()).isZero();
        assertThat(served).last().isEqualTo(Map.of());
    }

    @Test
    void aStartFailureIsOneSentence() {
        assertThat(StartFailure.sentence(
                new RuntimeException("outer", new IllegalStateException("hub.port: 'x' is not a port."))))
                .isEqualTo("hub.port: 'x' is not a port.");
        assertThat(StartFailure.sentence(new RuntimeException(new BindException("Address already in use"))))
                .contains("Address already in use").contains("--port");
        assertThat(StartFailure.sentence(new NullPointerException())).isEqualTo("NullPointerException.");
        assertThat(StartFailure.sentence(new RuntimeException(new ClassNotFoundException("a.B"))))
                .isEqualTo("ClassNotFoundException: a.B");
    }

    @Test
    void signOutEndsAllSessions() {
        hub.answers("DELETE /api/session?all=true", 204, "application/json", "");
        var result = run("sign-out");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Every browser is signed out");
    }

    @Test
    void openPrintsAnAddressWithTheCodeInTheFragment() {
        hub.answers("POST /api/session/code", new CodeJson("c0de", 60));
        var result = run("open");
        assertThat(result.out()).isEqualTo(hub.url() + "/#code=c0de\n").doesNotContain("secret");
        assertThat(result.err()).contains("60 s");
    }
}
