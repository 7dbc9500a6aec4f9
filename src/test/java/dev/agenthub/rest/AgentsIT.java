package dev.agenthub.rest;

import static dev.agenthub.api.Samples.keys;
import static dev.agenthub.api.Samples.launch;
import static dev.agenthub.api.Samples.line;
import static dev.agenthub.api.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.NewTaskJson;
import dev.agenthub.api.PolicyChange;
import dev.agenthub.docker.EngineFixture;
import dev.agenthub.policy.LaunchPolicy;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API, on a running hub and a real engine. */
class AgentsIT {

    private static final String PROBLEM = "application/problem+json";
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "qa", "twice", "explained", "raced", "nameless", "foreign", "imageless", "auto",
                "ends")
                .set("HUB_AGENT_IMAGELESS_IMAGE", "no-such-image:anywhere")
                .set("HUB_AGENT_AUTO_LAUNCH_POLICY", "auto")
                .set("HUB_AGENT_ENDS_COMMAND", "sh -c 'exit 3'")
                .startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static Response post(String agent, String verb) {
        return hub.api().post("/api/agents/{id}/" + verb, agent);
    }

    @Test
    void healthNeedsNoToken() {
        hub.anonymous().get("/api/health").then().statusCode(200).body("status", equalTo("ok"));
        hub.anonymous().get("/api/status").then().statusCode(401).contentType(PROBLEM)
                .body("detail", containsString("token"));
    }

    @Test
    void theHubIsAliveAndReady() {
        hub.api().get("/q/health/live").then().statusCode(200);
        hub.api().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItems("engine"));
    }

    @Test
    void theStatusShowsTheTeamTheEngineAndTheMcpServers() {
        hub.api().get("/api/status").then().statusCode(200)
                .body("agents.id", hasItems("lead", "qa"))
                .body("engine.reachable", is(true))
                .body("uptime_seconds", notNullValue())
                .body("mcp_servers.keySet()", hasItems("qms", "git"));
    }

    @Test
    void tasksAreCreatedListedAndReadButNotReplaced() {
        var task = task("one.md", "# Do it\nsoon");
        hub.api(task).post("/api/agents/twice/tasks").then().statusCode(201)
                .body("name", equalTo("one.md")).body("heading", equalTo("Do it")).body("size", is(12));
        hub.api().get("/api/agents/twice/tasks").then().statusCode(200).body("name", hasItems("one.md"));
        hub.api().get("/api/agents/twice/tasks/one.md").then().statusCode(200).contentType("text/markdown")
                .body(equalTo("# Do it\nsoon"));
        hub.api(task).post("/api/agents/twice/tasks").then().statusCode(409)
                .contentType(PROBLEM).body("detail", containsString("is unchanged"));
        hub.api(new NewTaskJson(Optional.empty(), "# Do more")).post("/api/agents/twice/tasks").then()
                .statusCode(201).body("name", matchesPattern("2.*-do-more\\.md"));
        hub.api().contentType("application/json").body("{\"name\":\"../x.md\",\"text\":\"x\"}")
                .post("/api/agents/twice/tasks").then()
                .statusCode(400).contentType(PROBLEM).body("detail", containsString("must match"));
        hub.api().get("/api/agents/twice/tasks/none.md").then().statusCode(404).contentType(PROBLEM);
        hub.api().get("/api/agents/nobody/tasks").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void aPolicyIsExplainedAlsoInADryRun() {
        hub.api().get("/api/agents/explained/explain").then().statusCode(200)
                .body("summary", equalTo("stays inactive: it starts only when asked"))
                .body("inputs.state", equalTo("inactive")).body("inputs.held", is(false));
        hub.api(launch(LaunchPolicy.ALWAYS)).post("/api/agents/explained/explain").then().statusCode(200)
                .body("summary", equalTo("starts now: it is always on")).body("policy.launch", equalTo("always"));
        hub.api().get("/api/agents/explained/policy").then().body("launch", equalTo("manual"));
        hub.api().contentType("application/json").body("{\"launch\":\"sometimes\"}")
                .post("/api/agents/explained/explain").then().statusCode(400);
    }

    @Test
    void theListHasTheDocumentedFields() {
        hub.api().get("/api/agents").then().statusCode(200)
                .body("id", hasItems("lead", "qa"))
                .body("inbox_count", everyItem(notNullValue()))
                .body("policy", hasItems("manual", "auto"))
                .body("state", everyItem(notNullValue()));
    }

    @Test
    void anAgentStartsTakesInputShowsItsScreenAndStops() {
        post("qa", "start").then().statusCode(200).body("state", equalTo("active")).body("container_id", notNullValue())
                .body("started_at", notNullValue()).body("policy.launch", equalTo("manual"));
        hub.api(line("echo $QMS_USER-$((6*7))")).post("/api/agents/qa/input").then().statusCode(204);
        await("the echo").atMost(Duration.ofSeconds(20))
                .until(() -> hub.api().get("/api/agents/qa/screen").asString().contains("qa-42"));
        hub.api().get("/api/agents/qa/screen?format=json").then().statusCode(200).body("cols", is(100))
                .body("rows", is(30))
                .body("cursor.visible", is(true)).body("lines.join('')", containsString("qa-42"))
                .body("cells.text.flatten().join('')", containsString("qa-42"));
        hub.api().get("/api/agents/qa/screen?format=ansi").then().statusCode(200);
        post("qa", "stop").then().statusCode(200).body("state", equalTo("inactive"))
                .body("container_id", equalTo(null));
    }

    @Test
    void aSecondStartAndASecondStopChangeNothing() {
        var first = post("twice", "start").then().statusCode(200).extract().<String>path("container_id");
        post("twice", "start").then().statusCode(200).body("container_id", equalTo(first));
        post("twice", "restart").then().statusCode(200).body("state", equalTo("active"));
        post("twice", "stop").then().statusCode(200);
        post("twice", "stop").then().statusCode(200).body("state", equalTo("inactive"));
    }

    @Test
    void concurrentStartsCreateOneContainerAndShareOneOutcome() throws Exception {
        try (var callers = Executors.newFixedThreadPool(20)) {
            Callable<String> start = () -> post("raced", "start").then().statusCode(200).extract().path("container_id");
            var ids = callers.invokeAll(IntStream.range(0, 20).mapToObj(i -> start).toList()).stream()
                    .map(Future::resultNow).distinct().toList();
            assertThat(ids).hasSize(1);
        }
        assertThat(hub.engine.docker.listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> container.getNames()[0].equals("/" + hub.container("raced")))).hasSize(1);
    }

    @Test
    void aStartWithoutADefinitionFailsNamingTheMissingFile() throws IOException {
        Files.delete(hub.project().resolve(".claude/agents/nameless.md"));
        post("nameless", "start").then().statusCode(409).contentType(PROBLEM)
                .body("detail", containsString("nameless.md"));
        assertThat(hub.agent("nameless").state()).isEqualTo(AgentState.ERROR);
        assertThat(Files.exists(hub.project().resolve(".claude/agents/nameless.md"))).isFalse();
        post("nameless", "stop").then().statusCode(200).body("state", equalTo("inactive"));
    }

    @Test
    void aForeignContainerIsRejectedAndLeftAlone() {
        var foreign = hub.engine.docker.createContainerCmd(EngineFixture.IMAGE)
                .withName(hub.container("foreign")).exec().getId();
        post("foreign", "start").then().statusCode(409).contentType(PROBLEM)
                .body("detail", containsString(hub.container("foreign")));
        post("foreign", "stop").then().statusCode(200);
        assertThat(hub.engine.docker.inspectContainerCmd(foreign).exec().getName())
                .isEqualTo("/" + hub.container("foreign"));
    }

    @Test
    void aStartWithoutItsImageFailsNamingTheImage() {
        post("imageless", "start").then().statusCode(409).contentType(PROBLEM)
                .body("detail", containsString("no-such-image:anywhere"));
        assertThat(hub.agent("imageless").reason()).contains("no-such-image:anywhere");
    }

    @Test
    void aFailingProgramIsAnErrorWithItsExitCode() {
        post("ends", "start");
        await("its end").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(hub.agent("ends").state()).isEqualTo(AgentState.ERROR);
            assertThat(hub.agent("ends").exitCode()).contains(3);
            assertThat(hub.agent("ends").reason()).contains("exit code 3");
        });
    }

    @Test
    void aTaskLaunchesAnAutoAgentAndTheInboxIsCounted() throws IOException {
        Files.writeString(hub.inbox("auto").resolve("task.md"), "# do");
        hub.awaitState("auto", AgentState.ACTIVE);
        assertThat(hub.agent("auto").inboxCount()).isEqualTo(1);
        post("auto", "stop").then().statusCode(200);
        hub.api().get("/api/agents/auto/explain").then().statusCode(200).body("action", equalTo("none"))
                .body("reason", containsString("a person stopped it"));
    }

    @Test
    void aContainerKilledOrRemovedOutsideTheHubIsNoticed() {
        var id = post("lead", "start").then().statusCode(200).extract().<String>path("container_id");
        hub.engine.docker.killContainerCmd(id).exec();
        hub.awaitState("lead", AgentState.ERROR);
        assertThat(hub.agent("lead").reason()).contains("137");
        post("lead", "start").then().statusCode(200);
        hub.engine.docker.removeContainerCmd(hub.agent("lead").containerId().orElseThrow()).withForce(true).exec();
        hub.awaitState("lead", AgentState.ERROR);
    }

    @Test
    void omittedFieldsOfAPolicyAreUnchanged() {
        hub.api(new PolicyChange(Optional.of(LaunchPolicy.MANUAL), Optional.empty(), Optional.of(7)))
                .put("/api/agents/qa/policy").then().statusCode(200).body("idle_timeout_minutes", is(7))
                .body("shutdown", is("manual"));
        hub.api().get("/api/agents/qa/policy").then().statusCode(200).body("idle_timeout_minutes", is(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"launch\":\"sometimes\"}|'launch' must be one of manual, auto, always",
        "{\"idle_timeout_minutes\":-7}|from 1 to 10080",
        "{\"idle_timeout_minutes\":\"7\"}|'idle_timeout_minutes' must be a whole number",
        "{\"launch\":7}|'launch' must be one of",
        "{\"launch\":\"manual\",\"surprise\":1}|surprise",
        "{}|at least one",
        "[]|JSON",
        "{\"launch\":|JSON"})
    void anInvalidPolicyIsRejectedWithWhatIsAllowed(String body, String says) {
        hub.api().contentType(ContentType.JSON).body(body).put("/api/agents/twice/policy").then().statusCode(400)
                .contentType(PROBLEM).body("detail", containsString(says));
    }

    @Test
    void anEmptyOrNonJsonBodyIsRejected() {
        hub.api().contentType(ContentType.JSON).put("/api/agents/twice/policy").then().statusCode(400)
                .contentType(PROBLEM);
        hub.api().contentType(ContentType.TEXT).body("x").put("/api/agents/twice/policy").then().statusCode(415)
                .contentType(PROBLEM);
    }

    @Test
    void anUnknownAgentIsNotFound() {
        hub.api().get("/api/agents/nobody").then().statusCode(404).contentType(PROBLEM)
                .body("detail", containsString("nobody"));
        post("nobody", "start").then().statusCode(404).contentType(PROBLEM);
        hub.api().get("/api/agents/nobody/screen").then().statusCode(404).contentType(PROBLEM);
        hub.api().get("/api/agents/nobody/explain").then().statusCode(404).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "..", "Qa", "ä", "a b", "a/b", "a\u0000", "-a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void anInvalidIdIsRejected(String id) {
        var answer = post(id, "start");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 404);
        assertThat(answer.contentType()).startsWith(PROBLEM);
    }

    @Test
    void typingIntoAnInactiveAgentIsAConflict() {
        hub.api(keys("x")).post("/api/agents/nameless/input").then().statusCode(409)
                .contentType(PROBLEM).body("detail", containsString("start it before typing"));
    }

    @Test
    void overlongOrMissingInputIsRejected() {
        hub.api().contentType(ContentType.JSON).body("{\"data\":\"" + "x".repeat(70_000) + "\"}")
                .post("/api/agents/qa/input").then()
                .statusCode(400).body("detail", containsString("65536"));
        hub.api().contentType(ContentType.JSON).body("{\"enter\":true}").post("/api/agents/qa/input").then()
                .statusCode(400);
        hub.api().get("/api/agents/qa/screen?format=gif").then().statusCode(400)
                .body("detail", containsString("text, ansi, json"));
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        hub.api().get("/api/nothing").then().statusCode(404).contentType(PROBLEM)
                .body("detail", not(containsString("HTTP 404")));
        hub.api().delete("/api/agents/qa").then().statusCode(405).contentType(PROBLEM);
    }

    @Test
    void theApiIsDescribed() {
        hub.api().get("/q/openapi").then().statusCode(200)
                .body("paths.keySet()", hasItems("/api/agents/{id}/start", "/api/agents/{id}/screen", "/api/events"));
        hub.api().get("/q/metrics").then().statusCode(200);
    }
}
