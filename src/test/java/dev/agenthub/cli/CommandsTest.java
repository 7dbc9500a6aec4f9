package dev.agenthub.cli;

import static dev.agenthub.api.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.CodeJson;
import dev.agenthub.api.EventJson;
import dev.agenthub.api.HistoryJson;
import dev.agenthub.api.InputJson;
import dev.agenthub.api.NewTaskJson;
import dev.agenthub.api.OutcomeJson;
import dev.agenthub.api.RecordingJson;
import dev.agenthub.api.Samples;
import dev.agenthub.api.StatusJson;
import dev.agenthub.api.StatusJson.EngineJson;
import dev.agenthub.api.SummaryJson;
import dev.agenthub.api.TaskJson;
import dev.agenthub.api.WaitingJson;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.hub.StartFailure;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.Progress;
import dev.agenthub.home.RuntimeFile;
import dev.agenthub.policy.LaunchPolicy;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The requests, the output and the exit code of each command. */
class CommandsTest {

    private static final SummaryJson QA = new SummaryJson(new AgentId("qa"), AgentState.ACTIVE, 2, LaunchPolicy.AUTO,
            "a task\033[2J waits", AT, Optional.of(AT), Optional.of(Instant.parse("2026-01-02T03:24:00Z")),
            Optional.of(new WaitingJson(Instant.parse("2026-01-02T03:23:05Z"), "bell")), Optional.empty());
    private static final AgentJson ACTIVE =
            Samples.agent("qa", AgentState.ACTIVE, "requested by a person", Optional.empty());

    private static final Instant NOW = Instant.parse("2026-01-02T03:24:05Z");

    /** The result of a command. */
    private record Result(int code, String out, String err) {}

    @TempDir
    private Path home;

    private final FakeHub hub = new FakeHub();
    private final Map<String, String> variables = new HashMap<>();
    private final List<Map<String, String>> served = new ArrayList<>();
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
    }

    @Test
    void statusPrintsATableOfTheAgents() {
        hub.answers("GET /api/status", new StatusJson(List.of(QA, Samples.summary("bu")), 3700,
                Map.of("git", false, "qms", true), new EngineJson(false, "no socket"), "/work/p", "1.2"));
        Result result = run("status");
        assertThat(result.out).isEqualTo("""
                AGENT  STATE     FOR     INBOX  LAUNCH  ACTIVE   REASON
                qa     active    20 min  2      auto    5 s ago  WAITS FOR YOU, 1 min: bell; a task waits
                bu     inactive  20 min  0      manual  -        -
                """);
        assertThat(result.err).isEqualTo("Hub " + hub.url() + """
                , version 1.2, project /work/p, up 1 h 1 min.
                The container engine does not answer: no socket
                MCP server does not answer: git
                """);
        assertThat(result.code).isZero();
        assertThat(hub.requests).containsExactly("GET /api/status Bearer secret");
    }

    @Test
    void statusIsColouredOnlyOnACapableTerminal() {
        hub.answers("GET /api/status", Samples.status(QA));
        assertThat(run("status").out).doesNotContain("\033");
        colours = Colours.ON;
        assertThat(run("status").out).contains("\033[1;33mqa");
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm"), false)).isEqualTo(Colours.OFF);
        assertThat(Colours.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(Colours.ON);
    }

    @Test
    void statusAsJsonSaysThatTheHubIsRunning() {
        hub.answers("GET /api/status", Samples.status());
        assertThat(run("status", "--json").out).isEqualTo("{\"running\":true,\"url\":\"" + hub.url() + "\","
                + Wire.write(Samples.status()).substring(1) + "\n");
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
        hub.answers("POST /api/agents/qa/stop", Samples.agent("qa", AgentState.INACTIVE, "stopped", Optional.of(0)));
        hub.refuses("POST /api/agents/nope/stop", 404, "There is no agent nope.");
        Result result = run("stop-agent", "qa", "nope", "qa");
        assertThat(result).isEqualTo(new Result(4, "qa inactive\n",
                "agent-hub: nope: There is no agent nope.\n'agent-hub status' lists the agents.\n"));
        assertThat(hub.requests).containsExactlyInAnyOrder("POST /api/agents/qa/stop Bearer secret",
                "POST /api/agents/nope/stop Bearer secret", "GET /api/agents Bearer secret");
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
    void setPolicySendsOnlyWhatIsGiven() {
        hub.answers("PUT /api/agents/qa/policy", Samples.POLICY);
        assertThat(run("set-policy", "qa", "--launch", "auto"))
                .isEqualTo(new Result(0, "qa launch=auto shutdown=idle idle-timeout=30\n", ""));
        assertThat(hub.requests).containsExactly("PUT /api/agents/qa/policy "
                + Wire.write(Samples.launch(LaunchPolicy.AUTO)) + " Bearer secret");
        assertThat(run("set-policy", "qa", "--idle-timeout", "5", "--json").out)
                .isEqualTo(Wire.write(Samples.POLICY) + "\n");
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
                "POST /api/agents/qa/input " + Wire.write(Samples.line("grüß \"dich\"")) + " Bearer secret",
                "POST /api/agents/qa/input " + Wire.write(new InputJson("-x", Optional.of(false))) + " Bearer secret");
    }

    @Test
    void screenPrintsPlainTextByDefault() {
        hub.answers("GET /api/agents/qa/screen?format=text", 200, "text/plain", "one\n\033[1mtwo\n\n\n");
        hub.answers("GET /api/agents/qa/screen?format=ansi", 200, "text/plain", "\033[1mtwo");
        hub.answers("GET /api/agents/qa/screen?format=json", Samples.SCREEN);
        assertThat(run("screen", "qa").out).isEqualTo("one\ntwo\n");
        assertThat(run("screen", "qa", "--ansi").out).isEqualTo("\033[1mtwo\n");
        assertThat(run("screen", "qa", "--json").out).isEqualTo(Wire.write(Samples.SCREEN) + "\n");
    }

    @Test
    void eventsPrintsLinesAndResumesAfterTheLastEvent() {
        var event = new EventJson.InboxChanged(AT, new AgentId("qa"), 2);
        hub.streamsOnce("GET /api/events", 41, event);
        Result result = run("events");
        assertThat(result.out).isEqualTo("2026-01-02T03:04:05Z inbox_changed qa count=2\n");
        assertThat(result.code).isEqualTo(4);
        assertThat(hub.requests).containsExactly(
                "GET /api/events Bearer secret", "GET /api/events Bearer secret after 41");
        hub.streamsOnce("GET /api/events", 41, event);
        assertThat(run("events", "--json", "--after", "40").out).isEqualTo(Wire.write(event) + "\n");
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
        assertThat(served).containsExactly(
                Map.of("hub.host", "127.0.0.2", "hub.port", "9100", "hub.project-root", home.toString()));
        assertThat(run("start").code).isZero();
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
    void aServerThatIsNotAHubIsReported() {
        hub.answers("GET /api/status", 200, "text/html", "<html>");
        Result result = run("status");
        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).contains("is not an Agent Hub");
        hub.answers("GET /api/status", 200, "application/json", "{\"agents\":[]}");
        assertThat(run("status").err).contains("one of another version");
    }

    @Test
    void aSimilarAgentIdIsSuggested() {
        hub.answers("GET /api/agents", List.of(Samples.summary("claude"), Samples.summary("qa")));
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
        hub.answers("GET /api/agents/qa/explain", Samples.decision("qa", "stops in 12 min\033[2J: idle"));
        assertThat(run("explain", "qa").out).isEqualTo("""
                stops in 12 min: idle
                  state: active
                  started_at: 2026-01-02T03:04:05Z
                  tasks: 0
                  had_tasks: true
                  emptied_at: -
                  last_activity: -
                  last_activity_by: -
                  held: false
                  failures: 0
                  retry_at: -
                """);
    }

    @Test
    void explainWithAPolicyIsADryRun() {
        hub.answers("POST /api/agents/qa/explain", Samples.decision("qa", "starts now"));
        assertThat(run("explain", "qa", "--launch", "auto").out).startsWith("starts now\n");
        assertThat(hub.requests).containsExactly(
                "POST /api/agents/qa/explain " + Wire.write(Samples.launch(LaunchPolicy.AUTO)) + " Bearer secret");
    }

    @Test
    void inboxPrintsATableOrTheTextOfATask() {
        hub.answers("GET /api/agents/qa/tasks",
                List.of(new TaskJson("a.md", 12, AT, Optional.of("Look \033[31mhere"))));
        hub.answers("GET /api/agents/qa/tasks/a.md", 200, "text/markdown", "# Look\n\033[31mhere\n");
        assertThat(run("inbox", "qa").out).isEqualTo("""
                TASK  BYTES  MODIFIED              HEADING
                a.md  12     2026-01-02T03:04:05Z  Look here
                """);
        assertThat(run("inbox", "qa", "a.md").out).isEqualTo("# Look\nhere\n");
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
        hub.answers("GET /api/agents/qa/history?since=0", new HistoryJson(List.of("a", "b", "c"), 3));
        hub.refuses("GET /api/agents/qa/history?since=3", 503, "The hub ends.");
        Result result = run("logs", "qa", "-f", "-n", "2");
        assertThat(result.out).isEqualTo("b\nc\n");
        assertThat(result.code).isEqualTo(1);
    }

    @Test
    void waitSendsAllConditionsAndPrintsTheMatch() {
        String request = "GET /api/agents/qa/wait?state=active&text=a%20b%2B&still=1500&timeout=7";
        hub.answers(request, new OutcomeJson(true, Optional.of("a bb"), 3, AgentState.ACTIVE));
        String[] line = {"wait", "qa", "--for", "state=active", "--for", "text=a b+", "--for", "still=1500ms",
            "--timeout", "7"};
        assertThat(run(line)).isEqualTo(new Result(0, "a bb\n", ""));
        hub.answers(request, new OutcomeJson(false, Optional.empty(), 7000, AgentState.ERROR));
        Result late = run(line);
        assertThat(late.code).isEqualTo(124);
        assertThat(late.err).contains("Timed out after 7 s; qa is error.");
    }

    @Test
    void signOutEndsAllSessions() {
        hub.answers("DELETE /api/session?all=true", 204, "application/json", "");
        Result result = run("sign-out");
        assertThat(result.code).isZero();
        assertThat(result.err).contains("Every browser is signed out");
    }

    @Test
    void openPrintsAnAddressWithTheCodeInTheFragment() {
        hub.answers("POST /api/session/code", new CodeJson("c0de", 60));
        Result result = run("open");
        assertThat(result.out).isEqualTo(hub.url() + "/#code=c0de\n").doesNotContain("secret");
        assertThat(result.err).contains("60 s");
    }

    @Test
    void recordingsAreListedAndSavedWithoutOverwriting() throws IOException {
        hub.answers("GET /api/agents/qa/recordings", List.of(new RecordingJson("r1", AT, 9, 61, true)));
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
        hub.answersAfterTwo("GET /api/agents/qa", "POST /api/agents/qa/start", ACTIVE);
        hub.answers("GET /api/agents/qa",
                Samples.agent("qa", AgentState.STARTING, "requested by a person", Optional.empty()));
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
                (settings, failures) -> {
                    served.add(settings);
                    return 0;
                }, arguments);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }
}
