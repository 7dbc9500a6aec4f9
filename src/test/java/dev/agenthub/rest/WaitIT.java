package dev.agenthub.rest;

import static dev.agenthub.api.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.agenthub.RunningHub;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waits for terminals and states, on a running hub. */
class WaitIT {

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = new RunningHub("lead", "text", "still", "state").startWithEngine();
        hub.api().post("/api/agents/text/start").then().statusCode(200);
        hub.api().post("/api/agents/still/start").then().statusCode(200);
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
    }

    private static void type(String agent, String line) {
        hub.api(line(line)).post("/api/agents/{id}/input", agent).then().statusCode(204);
    }

    private static ValidatableResponse await(String agent, String... query) {
        var call = hub.api();
        for (var i = 0; i < query.length; i += 2) {
            call.queryParam(query[i], query[i + 1]);
        }
        return call.get("/api/agents/{id}/wait", agent).then();
    }

    @Test
    void aWaitForATextEndsWithTheMatch() {
        type("text", "sleep 1; echo done-$((6*7))");
        await("text", "text", "^done-\\d+$", "timeout", "60").statusCode(200).body("satisfied", is(true))
                .body("match", equalTo("done-42")).body("state", equalTo("active"));
    }

    @Test
    void aWaitForStillnessEndsOnlyOnceTheScreenStopsChanging() {
        type("still", "for i in 1 2 3 4 5; do echo step-$i; sleep 0.2; done");
        await("still", "still", "1500", "timeout", "60").statusCode(200).body("satisfied", is(true));
        assertThat(hub.api().get("/api/agents/still/screen").asString()).contains("step-5");
        type("still", "while :; do echo on; sleep 0.1; done");
        await("still", "still", "5000", "timeout", "1").statusCode(200).body("satisfied", is(false));
        type("still", "\u0003");
    }

    @Test
    void aWaitForAStateEndsInThatState() {
        var wait = CompletableFuture.supplyAsync(() -> await("state", "state", "active", "timeout", "60"));
        hub.api().post("/api/agents/state/start").then().statusCode(200);
        wait.join().statusCode(200).body("satisfied", is(true)).body("state", equalTo("active"));
    }

    @Test
    void aWaitThatTimesOutIsNotSatisfied() {
        await("text", "text", "never this", "timeout", "1").statusCode(200).body("satisfied", is(false))
                .body("match", equalTo(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text|(open|missing closing )",
        "text|(?<=a)b|no look-ahead, look-behind, back references",
        "text|((a{100}){100}){100}|repeats too much",
        "still|-1|0 to 600000",
        "still|soon|whole number",
        "state|asleep|inactive, starting, active, stopping, error",
        "timeout|5|what to wait for"})
    void anInvalidWaitIsABadRequest(String name, String value, String says) {
        await("text", name, value).statusCode(400).contentType("application/problem+json")
                .body("detail", containsString(says));
    }

    @Test
    void theTimeoutIsLimited() {
        await("text", "state", "active", "timeout", "601").statusCode(400).body("detail", containsString("1 to 600"));
    }

    @Test
    void anUnknownAgentIsNotFound() {
        await("nobody", "state", "active").statusCode(404);
    }
}
