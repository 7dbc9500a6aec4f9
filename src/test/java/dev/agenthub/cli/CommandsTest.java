package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.api.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common: failures, invalid command lines, suggestions. */
class CommandsTest extends CommandFixture {

    @ParameterizedTest
    @CsvSource({"400,2", "401,6", "403,6", "404,4", "409,5", "500,1", "503,1", "504,124"})
    void aRefusalIsPrintedWithTheHubsMessage(int status, int code) {
        hub.refuses("POST /api/agents/qa/start", status, "It will not.");
        var result = run("start-agent", "qa");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err()).startsWith("agent-hub: qa: It will not.\n").doesNotContain("secret");
        assertThat(result.out()).isEmpty();
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
        var result = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("agent-hub: ");
        assertThat(hub.requests).isEmpty();
        assertThat(served).isEmpty();
    }

    @Test
    void attachWithoutATerminalSuggestsAlternatives() {
        var result = run("attach", "qa");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("agent-hub send qa", "agent-hub screen qa");
    }

    @Test
    void aServerThatIsNotAHubIsReported() {
        hub.answers("GET /api/status", 200, "text/html", "<html>");
        var result = run("status");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is not an Agent Hub");
        hub.answers("GET /api/status", 200, "application/json", "{\"agents\":[]}");
        assertThat(run("status").err()).contains("one of another version");
    }

    @Test
    void aSimilarAgentIdIsSuggested() {
        hub.answers("GET /api/agents", List.of(Samples.summary("claude"), Samples.summary("qa")));
        hub.refuses("GET /api/agents/cluade/screen?format=text", 404, "There is no agent cluade.");
        hub.refuses("POST /api/agents/aq/start", 404, "There is no agent aq.");
        assertThat(run("screen", "cluade").err())
                .startsWith("agent-hub: There is no agent cluade. Did you mean claude?\n");
        assertThat(run("start-agent", "aq").err())
                .startsWith("agent-hub: aq: There is no agent aq. Did you mean qa?\n");
        hub.refuses("GET /api/agents/other/screen?format=text", 404, "There is no agent other.");
        assertThat(run("screen", "other").err()).startsWith("agent-hub: There is no agent other.\n");
    }
}
