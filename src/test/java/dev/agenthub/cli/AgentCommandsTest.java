package dev.agenthub.cli;

import static dev.agenthub.api.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.agent.AgentState;
import dev.agenthub.api.AgentJson;
import dev.agenthub.api.HistoryJson;
import dev.agenthub.api.InputJson;
import dev.agenthub.api.OutcomeJson;
import dev.agenthub.api.RecordingJson;
import dev.agenthub.api.Samples;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.text.Progress;
import dev.agenthub.policy.LaunchPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands about agents and their terminals. */
class AgentCommandsTest extends CommandFixture {

    private static final AgentJson ACTIVE =
            Samples.agent("qa", AgentState.ACTIVE, "requested by a person", Optional.empty());

    @Test
    void eachAgentIsRequestedOnceAndReported() {
        hub.answers("POST /api/agents/qa/stop", Samples.agent("qa", AgentState.INACTIVE, "stopped", Optional.of(0)));
        hub.refuses("POST /api/agents/nope/stop", 404, "There is no agent nope.");
        var result = run("stop-agent", "qa", "nope", "qa");
        assertThat(result).isEqualTo(new Result(4, "qa inactive\n",
                "agent-hub: nope: There is no agent nope.\n'agent-hub status' lists the agents.\n"));
        assertThat(hub.requests).containsExactlyInAnyOrder("POST /api/agents/qa/stop Bearer secret",
                "POST /api/agents/nope/stop Bearer secret", "GET /api/agents Bearer secret");
    }

    @Test
    void differentFailuresExitWithOne() {
        hub.refuses("POST /api/agents/a/restart", 404, "No.").refuses("POST /api/agents/b/restart", 409, "Not now.");
        assertThat(run("restart-agent", "a", "b").code()).isEqualTo(1);
    }

    @Test
    void anUnreachableHubIsReportedOnceForAllAgents() {
        hub.close();
        var result = run("start-agent", "a", "b", "--json");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("[]\n");
        assertThat(result.err().lines()).hasSize(2);
    }

    @Test
    void setPolicySendsOnlyWhatIsGiven() {
        hub.answers("PUT /api/agents/qa/policy", Samples.POLICY);
        assertThat(run("set-policy", "qa", "--launch", "auto"))
                .isEqualTo(new Result(0, "qa launch=auto shutdown=idle idle-timeout=30\n", ""));
        assertThat(hub.requests).containsExactly("PUT /api/agents/qa/policy "
                + Wire.write(Samples.launch(LaunchPolicy.AUTO)) + " Bearer secret");
        assertThat(run("set-policy", "qa", "--idle-timeout", "5", "--json").out())
                .isEqualTo(Wire.write(Samples.POLICY) + "\n");
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
        assertThat(run("screen", "qa").out()).isEqualTo("one\ntwo\n");
        assertThat(run("screen", "qa", "--ansi").out()).isEqualTo("\033[1mtwo\n");
        assertThat(run("screen", "qa", "--json").out()).isEqualTo(Wire.write(Samples.SCREEN) + "\n");
    }

    @Test
    void explainPrintsTheSummaryAndTheInputs() {
        hub.answers("GET /api/agents/qa/explain", Samples.decision("qa", "stops in 12 min\033[2J: idle"));
        assertThat(run("explain", "qa").out()).isEqualTo("""
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
        assertThat(run("explain", "qa", "--launch", "auto").out()).startsWith("starts now\n");
        assertThat(hub.requests).containsExactly(
                "POST /api/agents/qa/explain " + Wire.write(Samples.launch(LaunchPolicy.AUTO)) + " Bearer secret");
    }

    @Test
    void logsPrintsTextWithoutEscapeSequences() {
        hub.answers("GET /api/agents/qa/history", 200, "text/plain", "one\n\033[1mtwo\n");
        hub.answers("GET /api/agents/qa/history?lines=1", 200, "text/plain", "two\n");
        assertThat(run("logs", "qa").out()).isEqualTo("one\ntwo\n");
        assertThat(run("logs", "qa", "-n", "1", "--json").out()).isEqualTo("{\"line\":\"two\"}\n");
    }

    @Test
    void followedLogsContinueAfterTheLastLine() {
        hub.answers("GET /api/agents/qa/history?since=0", new HistoryJson(List.of("a", "b", "c"), 3));
        hub.refuses("GET /api/agents/qa/history?since=3", 503, "The hub ends.");
        var result = run("logs", "qa", "-f", "-n", "2");
        assertThat(result.out()).isEqualTo("b\nc\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void waitSendsAllConditionsAndPrintsTheMatch() {
        var request = "GET /api/agents/qa/wait?state=active&text=a%20b%2B&still=1500&timeout=7";
        hub.answers(request, new OutcomeJson(true, Optional.of("a bb"), 3, AgentState.ACTIVE));
        String[] line = {"wait", "qa", "--for", "state=active", "--for", "text=a b+", "--for", "still=1500ms",
            "--timeout", "7"};
        assertThat(run(line)).isEqualTo(new Result(0, "a bb\n", ""));
        hub.answers(request, new OutcomeJson(false, Optional.empty(), 7000, AgentState.ERROR));
        var late = run(line);
        assertThat(late.code()).isEqualTo(124);
        assertThat(late.err()).contains("Timed out after 7 s; qa is error.");
    }

    @Test
    void recordingsAreListedAndSavedWithoutOverwriting() throws IOException {
        hub.answers("GET /api/agents/qa/recordings", List.of(new RecordingJson("r1", AT, 9, 61, true)));
        hub.answers("GET /api/agents/qa/recordings/r1", 200, "application/x-asciicast", "{\"version\":3}\n");
        assertThat(run("recordings", "qa").out())
                .endsWith("r1         2026-01-02T03:04:05Z  1 min     9      recording\n");
        assertThat(run("recordings", "qa", "r1", "--save", "a.cast").code()).isZero();
        assertThat(home.resolve("a.cast")).hasContent("{\"version\":3}");
        assertThat(run("recordings", "qa", "r1", "--save", "a.cast").code()).isEqualTo(2);
    }

    @Test
    void progressIsOneLineThatIsOverwrittenAndRemoved() {
        progress = Progress.SHOWN;
        hub.answersAfterTwo("GET /api/agents/qa", "POST /api/agents/qa/start", ACTIVE);
        hub.answers("GET /api/agents/qa",
                Samples.agent("qa", AgentState.STARTING, "requested by a person", Optional.empty()));
        var result = run("start-agent", "qa");
        assertThat(result.out()).isEqualTo("qa active\n");
        assertThat(result.err()).contains("\r\033[Kqa is starting: requested by a person 1 s").endsWith("\r\033[K");
    }
}
