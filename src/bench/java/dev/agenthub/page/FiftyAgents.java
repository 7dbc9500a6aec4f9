package dev.agenthub.page;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.agenthub.RunningHub;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how smooth the page is with a large team: the team view of fifty real agents, each of which prints a line
 * every two seconds. Asserts nothing; an empty page, measured first, is the baseline for the machine.
 */
final class FiftyAgents {

    private static final int AGENTS = 50;
    private static final Duration PHASE = Duration.ofSeconds(20);
    private static final String WORK =
            "n=0; while :; do n=$((n+1)); "
                    + "printf '\\033[3%dm●\\033[0m step %d of the work\\n' $((n%7+1)) $n; sleep 2; done";

    private FiftyAgents() {
    }

    public static void main(String[] args) throws Exception {
        var agents = IntStream.rangeClosed(1, AGENTS).mapToObj("agent%02d"::formatted).toList();
        var hub = new RunningHub(agents.toArray(String[]::new)).set("HUB_MEMORY", "32M").set("HUB_START_TIMEOUT", "5m");
        // Also cleans up after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(hub)));
        startAll(hub.startWithEngine(), agents);
        try (var browser = new Browser(); var person = browser.person(1360, 860)) {
            var empty = person.newPage();
            empty.navigate(hub.url().toString());
            empty.waitForFunction(PageFigures.FIRST_PAINT);
            System.out.printf("First paint: %.0f ms%n%n",
                    ((Number) empty.evaluate(PageFigures.FIRST_PAINT)).doubleValue());
            System.out.println(PageFigures.HEADING);
            empty.navigate(hub.url() + "/api/health");
            measure("an empty page", empty, person.newCDPSession(empty), false);
            empty.close();

            person.addInitScript(PageFigures.COUNTERS);
            var page = Browser.logIn(person, hub);
            await("the miniatures stream").atMost(Duration.ofMinutes(1))
                    .until(() -> (int) page.evaluate("() => counted.viewed.size") > 0);
            var cdp = person.newCDPSession(page);
            measure("the team view", page, cdp, false);
            measure("the team view, scrolled up and down", page, cdp, true);
            page.locator("nav button").nth(1).click();
            measure("the terminals view, none open", page, cdp, false);
        }
    }

    private static void close(RunningHub hub) {
        try {
            hub.close();
        } catch (Exception e) {
            throw new IllegalStateException("The hub's containers may not have been removed.", e);
        }
    }

    private static void startAll(RunningHub hub, List<String> agents) throws InterruptedException {
        try (var starters = Executors.newFixedThreadPool(4)) {
            agents.forEach(agent -> starters.submit(() -> {
                hub.api().post("/api/agents/" + agent + "/start");
                hub.api().contentType(ContentType.JSON).body(Map.of("data", WORK, "enter", true))
                        .post("/api/agents/" + agent + "/input");
            }));
        }
        for (var agent : agents) {
            hub.api().queryParam("text", "step \\d+").queryParam("timeout", 120).get("/api/agents/" + agent + "/wait")
                    .then().body("satisfied", is(true));
        }
    }

    private static void measure(String phase, Page page, CDPSession cdp, boolean scrolled) {
        cdp.send("Performance.enable");
        cdp.send("HeapProfiler.collectGarbage");
        var before = metrics(cdp);
        page.evaluate(PageFigures.BEGIN);
        var end = System.nanoTime() + PHASE.toNanos();
        if (scrolled) {
            page.mouse().move(600, 500);
        }
        for (var turn = 0; System.nanoTime() < end; turn++) {
            if (scrolled) {
                page.mouse().wheel(0, turn / 20 % 2 == 0 ? 120 : -120);
            }
            page.waitForTimeout(100);
        }
        var seen = page.evaluate(PageFigures.END);
        var after = metrics(cdp);
        cdp.send("HeapProfiler.collectGarbage");
        System.out.println(PageFigures.row(phase, (Map<?, ?>) seen, before, after, metrics(cdp).get("JSHeapUsedSize")));
    }

    private static Map<String, Double> metrics(CDPSession cdp) {
        return cdp.send("Performance.getMetrics").getAsJsonArray("metrics").asList().stream()
                .map(metric -> (JsonObject) metric).collect(Collectors.toMap(
                        metric -> metric.get("name").getAsString(), metric -> metric.get("value").getAsDouble()));
    }
}
