package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.ops.RuntimeFile;

/** The requests, the output and the exit code of each command. */
class CommandsTest {

    private static final String QA = "{\"id\":\"qa\",\"state\":\"active\",\"inbox_count\":2,\"policy\":\"auto\","
            + "\"since\":\"2026-01-02T03:04:05Z\",\"last_activity\":\"2026-01-02T03:24:00Z\","
            + "\"waiting\":{\"since\":\"2026-01-02T03:23:05Z\",\"reason\":\"bell\"},"
            + "\"reason\":\"a task\\u001b[2J waits\"}";

    private static final Instant NOW = Instant.parse("2026-01-02T03:24:05Z");

    /** The result of a command. */
    private record Result(int code, String out, String err) {}

    @TempDir
    private Path home;

    private final FakeHub hub = new FakeHub();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> served = new ArrayList<>();
    private Colours colours = Colours.OFF;
    private Progress progress = Progress.HIDDEN;
    private String stdin = "";

    @BeforeEach
    void setHubVariables() {
        variables.put("HUB_URL", hub.url());
        variables.put("HUB_TOKEN", "secret");
    }

    @AfterEach
    void stopHub() {
        hub.close();
        List.of("hub.host", "hub.port", "hub.project-root").forEach(System::clearProperty);
    }

    @Test
    void statusPrintsATableOfTheAgents() {
        hub.answers("GET /api/status", "{\"agents\":[" + QA + ",{\"id\":\"bu\",\"newer\":1}],\"uptime_seconds\":3700,"
                + "\"version\":\"1.2\",\"mcp_servers\":{\"git\":false,\"qms\":true},"
                + "\"engine\":{\"reachable\":false,\"detail\":\"no socket\"}}");
        Result result = run("status");
        assertThat(result.out).isEqualTo("""
                AGENT  STATE   FOR     INBOX  LAUNCH  ACTIVE   REASON
                qa     active  20 min  2      auto    5 s ago  WAITS FOR YOU, 1 min: bell; a task waits
                bu     -       -       -      -       -        -
                """);
        assertThat(result.err).isEqualTo("Hub " + hub.url() + """
                , version 1.2, up 1 h 1 min.
                The container engine does not answer: no socket
                MCP server does not answer: git
                """);
        assertThat(result.code).isZero();
        assertThat(hub.requests).containsExactly("GET /api/status Bearer secret");
    }

    @Test
    void statusIsColouredOnlyOnACapableTerminal() {
        hub.answers("GET /api/status", "{\"agents\":[" + QA + "]}");
        assertThat(run("status").out).doesNotContain("\033");
        colours = Colours.ON;
        assertThat(run("status").out).contains("\033[1;33mqa");
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm"), false)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(Colours.ON);
    }

    @Test
    void statusAsJsonSaysThatTheHubIsRunning() {
        hub.answers("GET /api/status", "{\"agents\":[]}");
        assertThat(run("status", "--json").out).isEqualTo(
                "{\"running\":true,\"url\":\"" + hub.url() + "\",\"agents\":[]}\n");
    }

    @Test
    void statusReportsAnUnreachableHub() {
        hub.close();
        Result result = run("status", "--json");
        assertThat(result.out).startsWith("{\"running\":false,\"url\":\"" + hub.url());
        assertThat(result.code).isEqualTo(3);
        assertThat(run("status").err)
                .startsWith("agent-hub: No hub answers at " + hub.url() + " (connection refused).\n");
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,6", "403,6", "404,4", "409,5", "500,1", "503,1", "504,124"})
    void aRefusalIsPrintedWithTheHubsMessage(int status, int code) {
        hub.refuses("POST /api/agents/qa/start", status, "It will not.");
        Result result = run("start-agent", "qa");
        assertThat(result.code).isEqualTo(code);
        assertThat(result.err).startsWith("agent-hub: qa: It will not.\n").doesNotContain("secret");
        assertThat(result.out).isEmpty();
    }

    @Test
    void eachAgentIsRequestedOnceAndReported() {
        hub.answers("POST /api/agents/qa/stop", "{\"id\":\"qa\",\"state\":\"inactive\"}");
        hub.refuses("POST /api/agents/nope/stop", 404, "There is no agent nope.");
        Result result = run("stop-agent", "qa", "nope", "qa");
        assertThat(result).isEqualTo(new Result(4, "qa inactive\n",
                "agent-hub: nope: There is no agent nope.\n'agent-hub status' lists the agents.\n"));
        assertThat(hub.requests).containsExactlyInAnyOrder("POST /api/agents/qa/stop {} Bearer secret",
                "POST /api/agents/nope/stop {} Bearer secret", "GET /api/agents Bearer secret");
    }

    @Test
    void differentFailuresExitWithOne() {
        hub.refuses("POST /api/agents/a/restart", 404, "No.").refuses("POST /api/agents/b/restart", 409, "Not now.");
        assertThat(run("restart-agent", "a", "b").code).isEqualTo(1);
    }

    @Test
    void anUnreachableHubIsReportedOnceForAllAgents() {
        hub.close();
        Result result = run("start-agent", "a", "b", "--json");
        assertThat(result.code).isEqualTo(3);
        assertThat(result.out).isEqualTo("[]\n");
        assertThat(result.err.lines()).hasSize(2);
    }

    @Test
    void setPolicyKeepsOptionsThatAreNotGiven() {
        hub.answers("GET /api/agents/qa/policy",
                "{\"launch\":\"manual\",\"shutdown\":\"idle\",\"idle_timeout_minutes\":30}");
        hub.answers("PUT /api/agents/qa/policy", 204, "application/json", "");
        Result result = run("set-policy", "qa", "--launch", "auto");
        assertThat(result).isEqualTo(new Result(0, "qa launch=auto shutdown=idle idle-timeout=30\n", ""));
        assertThat(hub.requests.getLast()).isEqualTo("PUT /api/agents/qa/policy "
                + "{\"launch\":\"auto\",\"shutdown\":\"idle\",\"idle_timeout_minutes\":30} Bearer secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-policy qa", "set-policy qa --launch sometimes", "set-policy qa --idle-timeout -7",
        "set-policy qa --idle-timeout soon", "start-agent", "start-agent ../../etc", "start-agent qa --timeout 0",
        "send qa", "screen qa --ansi --json", "wait qa", "wait qa --for luck", "wait qa --for state=happy",
        "wait qa --for text=(", "wait qa --for still=soon", "wait qa --for still --for still=1s",
        "wait qa --for still --timeout 601", "logs qa -n -1", "recordings qa one", "status --watch",
        "attach qa --detach-keys nonsense", "explain qa --launch sometimes", "completion csh", "nonsense", "",
        "status --hub nowhere", "start --port 70000", "start --project /nowhere/at/all"})
    void anInvalidCommandLineSendsNoRequest(String line) {
        Result result = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(result.code).isEqualTo(2);
        assertThat(result.out).isEmpty();
        assertThat(result.err).startsWith("agent-hub: ");
        assertThat(hub.requests).isEmpty();
        assertThat(served).isEmpty();
    }

    @Test
    void sendTypesTextAndPressesEnterByDefault() {
        hub.answers("POST /api/agents/qa/input", 204, "application/json", "");
        assertThat(run("send", "qa", "grüß \"dich\"")).isEqualTo(new Result(0, "", ""));
        run("send", "qa", "--no-enter", "--", "-x");
        assertThat(hub.requests).containsExactly(
                "POST /api/agents/qa/input {\"data\":\"grüß \\\"dich\\\"\",\"enter\":true} Bearer secret",
                "POST /api/agents/qa/input {\"data\":\"-x\",\"enter\":false} Bearer secret");
    }

    @Test
    void screenPrintsPlainTextByDefault() {
        hub.answers("GET /api/agents/qa/screen?format=text", 200, "text/plain", "one\n\033[1mtwo\n\n\n");
        hub.answers("GET /api/agents/qa/screen?format=ansi", 200, "text/plain", "\033[1mtwo");
        hub.answers("GET /api/agents/qa/screen?format=json", "{\"cols\":80}");
        assertThat(run("screen", "qa").out).isEqualTo("one\ntwo\n");
        assertThat(run("screen", "qa", "--ansi").out).isEqualTo("\033[1mtwo\n");
        assertThat(run("screen", "qa", "--json").out).isEqualTo("{\"cols\":80}\n");
    }

    @Test
    void eventsPrintsLinesAndResumesAfterTheLastEvent() {
        String events = """
                id: 41
                event: inbox_changed
                data: {"type":"inbox_changed","at":"2026-01-02T03:04:05Z","agent_id":"qa","count":2,"agent":{}}

                """;
        hub.streamsOnce("GET /api/events", events);
        Result result = run("events");
        assertThat(result.out).isEqualTo("2026-01-02T03:04:05Z inbox_changed qa count=2\n");
        assertThat(result.code).isEqualTo(4);
        assertThat(hub.requests).containsExactly(
                "GET /api/events Bearer secret", "GET /api/events Bearer secret after 41");
        hub.streamsOnce("GET /api/events", events);
        assertThat(run("events", "--json", "--after", "40").out).startsWith("{\"type\":\"inbox_changed\",");
    }

    @Test
    void eventsFailsIfTheHubStaysUnreachable() {
        hub.close();
        assertThat(run("events").code).isEqualTo(3);
    }

    @Test
    void tokenPrintsTheToken() {
        assertThat(run("token")).isEqualTo(new Result(0, "secret\n", ""));
        variables.remove("HUB_TOKEN");
        assertThat(run("token").code).isEqualTo(4);
    }

    @Test
    void stopEndsTheProcessInTheRuntimeFileAndWaits() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        new RuntimeFile(URI.create(hub.url()), process.pid(), home).write(environment().paths().runtimeFile());
        assertThat(run("stop")).isEqualTo(new Result(0, "", "The hub has stopped.\n"));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void stopReportsAHubThatDoesNotExitInTime() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; sleep 60").start();
        process.inputReader().readLine();
        new RuntimeFile(URI.create(hub.url()), process.pid(), home).write(environment().paths().runtimeFile());
        Result result = run("stop", "--timeout", "1");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(result.code).isEqualTo(124);
        assertThat(result.err).contains("still running after 1 s");
    }

    @Test
    void stopSucceedsWithoutAHubAndFailsForAnUnknownHub() {
        assertThat(run("stop").code).isEqualTo(1);
        hub.close();
        assertThat(run("stop")).isEqualTo(new Result(0, "", "No hub is running.\n"));
    }

    @Test
    void attachWithoutATerminalSuggestsAlternatives() {
        Result result = run("attach", "qa");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("agent-hub send qa", "agent-hub screen qa");
    }

    @Test
    void startConfiguresTheServerAndRunsIt() {
        assertThat(run("start", "--host", "127.0.0.2", "--port", "9100", "--project", home.toString()).code).isZero();
        assertThat(served).containsExactly("127.0.0.2 9100 " + home);
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
    void aServerThatIsNotAHubIsReported() {
        hub.answers("GET /api/status", 200, "text/html", "<html>");
        Result result = run("status");
        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).contains("is not an Agent Hub");
    }

    @Test
    void aSimilarAgentIdIsSuggested() {
        hub.answers("GET /api/agents", "[{\"id\":\"claude\"},{\"id\":\"qa\"}]");
        hub.refuses("GET /api/agents/cluade/screen?format=text", 404, "There is no agent cluade.");
        hub.refuses("POST /api/agents/aq/start", 404, "There is no agent aq.");
        assertThat(run("screen", "cluade").err)
                .startsWith("agent-hub: There is no agent cluade. Did you mean claude?\n");
        assertThat(run("start-agent", "aq").err).startsWith("agent-hub: aq: There is no agent aq. Did you mean qa?\n");
        hub.refuses("GET /api/agents/other/screen?format=text", 404, "There is no agent other.");
        assertThat(run("screen", "other").err).startsWith("agent-hub: There is no agent other.\n");
    }

    @Test
    void explainPrintsTheSummaryAndTheInputs() {
        hub.answers("GET /api/agents/qa/explain", "{\"summary\":\"stops in 12 min\\u001b[2J: idle\","
                + "\"inputs\":{\"tasks\":0,\"held\":null}}");
        assertThat(run("explain", "qa").out).isEqualTo("stops in 12 min: idle\n  tasks: 0\n  held: -\n");
    }

    @Test
    void explainWithAPolicyIsADryRun() {
        hub.answers("GET /api/agents/qa/policy",
                "{\"launch\":\"manual\",\"shutdown\":\"manual\",\"idle_timeout_minutes\":30}");
        hub.answers("POST /api/agents/qa/explain", "{\"summary\":\"starts now\"}");
        assertThat(run("explain", "qa", "--launch", "auto")).isEqualTo(new Result(0, "starts now\n", ""));
        assertThat(hub.requests.getLast())
                .contains("{\"launch\":\"auto\",\"shutdown\":\"manual\",\"idle_timeout_minutes\":30}");
        assertThat(hub.requests).noneMatch(call -> call.startsWith("PUT"));
    }

    @Test
    void inboxPrintsATableOrTheTextOfATask() {
        hub.answers("GET /api/agents/qa/tasks",
                "[{\"name\":\"a.md\",\"size\":12,\"modified\":\"2026-01-02T03:04:05Z\","
                        + "\"heading\":\"Look \\u001b[31mhere\"}]");
        hub.answers("GET /api/agents/qa/tasks/a.md", 200, "text/markdown", "# Look\n\033[31mhere\n");
        assertThat(run("inbox", "qa").out).isEqualTo("""
                TASK  BYTES  MODIFIED              HEADING
                a.md  12     2026-01-02T03:04:05Z  Look here
                """);
        assertThat(run("inbox", "qa", "a.md").out).isEqualTo("# Look\nhere\n");
        hub.answers("GET /api/agents/qa/tasks", "[]");
        assertThat(run("inbox", "qa")).isEqualTo(new Result(0, "", "The inbox of qa is empty.\n"));
    }

    @Test
    void taskSendsAFileWithItsNameOrStandardInput() throws IOException {
        hub.answers("POST /api/agents/qa/tasks", 201, "application/json", "{\"name\":\"review.md\"}");
        Files.writeString(home.resolve("review.md"), "# Prüfe");
        assertThat(run("task", "qa", "review.md")).isEqualTo(new Result(0, "review.md\n", ""));
        stdin = "# From a pipe";
        run("task", "qa", "-");
        assertThat(hub.requests).containsExactly(
                "POST /api/agents/qa/tasks {\"text\":\"# Prüfe\",\"name\":\"review.md\"} Bearer secret",
                "POST /api/agents/qa/tasks {\"text\":\"# From a pipe\"} Bearer secret");
        assertThat(run("task", "qa", "none.md").code).isEqualTo(2);
        hub.refuses("POST /api/agents/qa/tasks", 409, "There is a task review.md.");
        assertThat(run("task", "qa", "review.md").code).isEqualTo(5);
    }

    @Test
    void logsPrintsTextWithoutEscapeSequences() {
        hub.answers("GET /api/agents/qa/history", 200, "text/plain", "one\n\033[1mtwo\n");
        hub.answers("GET /api/agents/qa/history?lines=1", 200, "text/plain", "two\n");
        assertThat(run("logs", "qa").out).isEqualTo("one\ntwo\n");
        assertThat(run("logs", "qa", "-n", "1", "--json").out).isEqualTo("{\"line\":\"two\"}\n");
    }

    @Test
    void followedLogsContinueAfterTheLastLine() {
        hub.answers("GET /api/agents/qa/history?since=0", "{\"lines\":[\"a\",\"b\",\"c\"],\"next\":3}");
        hub.refuses("GET /api/agents/qa/history?since=3", 503, "The hub ends.");
        Result result = run("logs", "qa", "-f", "-n", "2");
        assertThat(result.out).isEqualTo("b\nc\n");
        assertThat(result.code).isEqualTo(1);
    }

    @Test
    void waitSendsAllConditionsAndPrintsTheMatch() {
        String request = "GET /api/agents/qa/wait?state=active&text=a%20b%2B&still=1500&timeout=7";
        hub.answers(request, "{\"satisfied\":true,\"match\":\"a bb\",\"elapsed_ms\":3,\"state\":\"active\"}");
        String[] line = {"wait", "qa", "--for", "state=active", "--for", "text=a b+", "--for", "still=1500ms",
            "--timeout", "7"};
        assertThat(run(line)).isEqualTo(new Result(0, "a bb\n", ""));
        hub.answers(request, "{\"satisfied\":false,\"match\":null,\"elapsed_ms\":7000,\"state\":\"error\"}");
        Result late = run(line);
        assertThat(late.code).isEqualTo(124);
        assertThat(late.err).contains("Timed out after 7 s; qa is error.");
    }

    @Test
    void signOutEndsAllSessions() {
        hub.answers("DELETE /api/session?all=true", "");
        Result result = run("sign-out");
        assertThat(result.code).isZero();
        assertThat(result.err).contains("Every browser is signed out");
    }

    @Test
    void openPrintsAnAddressWithTheCodeInTheFragment() {
        hub.answers("POST /api/session/code", "{\"code\":\"c0de\",\"expires_in_seconds\":60}");
        Result result = run("open");
        assertThat(result.out).isEqualTo(hub.url() + "/#code=c0de\n").doesNotContain("secret");
        assertThat(result.err).contains("60 s");
    }

    @Test
    void recordingsAreListedAndSavedWithoutOverwriting() throws IOException {
        hub.answers("GET /api/agents/qa/recordings", "[{\"name\":\"r1\",\"started_at\":\"2026-01-02T03:04:05Z\","
                + "\"bytes\":9,\"seconds\":61,\"running\":true}]");
        hub.answers("GET /api/agents/qa/recordings/r1", 200, "application/x-asciicast", "{\"version\":3}\n");
        assertThat(run("recordings", "qa").out)
                .endsWith("r1         2026-01-02T03:04:05Z  1 min     9      recording\n");
        assertThat(run("recordings", "qa", "r1", "--save", "a.cast").code).isZero();
        assertThat(home.resolve("a.cast")).hasContent("{\"version\":3}");
        assertThat(run("recordings", "qa", "r1", "--save", "a.cast").code).isEqualTo(2);
    }

    @Test
    void progressIsOneLineThatIsOverwrittenAndRemoved() {
        progress = Progress.SHOWN;
        hub.answersAfter(Duration.ofMillis(1500), "POST /api/agents/qa/start", "{\"id\":\"qa\",\"state\":\"active\"}");
        hub.answers("GET /api/agents/qa", "{\"state\":\"starting\",\"reason\":\"requested by a person\"}");
        Result result = run("start-agent", "qa");
        assertThat(result.out).isEqualTo("qa active\n");
        assertThat(result.err).contains("\r\033[Kqa is starting: requested by a person 1 s").endsWith("\r\033[K");
    }

    private Environment environment() {
        return new Environment(variables, Map.of(), home, home);
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(environment(), colours, progress,
                new ReconnectDelay(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(50)),
                InstantSource.fixed(NOW), new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        CommandLine commandLine = Main.commandLine(shell,
                spec -> {
                    served.add(System.getProperty("hub.host") + " " + System.getProperty("hub.port") + " "
                            + System.getProperty("hub.project-root"));
                    return 0;
                }, arguments);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
